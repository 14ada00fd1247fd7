import { cliCases } from '../helpers/cli-cases.ts';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';

cliCases(inProcess, () => project().dir);
