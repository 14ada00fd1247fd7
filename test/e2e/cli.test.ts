import { cliCases } from '../helpers/cli-cases.ts';
import { project } from '../helpers/project.ts';
import { spawned } from '../helpers/run-cli.ts';

cliCases(spawned, () => project().dir);
