import type { ProgramOptions, ProjectCopy } from '../../core/escalation/workbench.ts';
import type { MadeFile } from '../results/task-result.ts';
import { dependenciesOf } from './test-runner.ts';

const typed = /\.[cm]?tsx?$/;
/** Mistakes that are told: the first ones cause the others. */
const MOST = 5;

/** What the project's own TypeScript has against files that lie in it; nothing where it does not check types. Mistakes in other files are not theirs. */
export async function typeMistakes(
  copy: ProjectCopy,
  files: readonly MadeFile[],
  options: ProgramOptions,
): Promise<readonly string[]> {
  const paths = files.map(({ path }) => path).filter((path) => typed.test(path));
  if (paths.length === 0 || (await copy.read('tsconfig.json')) === undefined) return [];
  if (!(await dependenciesOf(copy)).includes('typescript')) return [];
  const { output } = await copy.run(
    ['node', 'node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false'],
    options,
  );
  return output
    .split('\n')
    .filter((line) => paths.some((path) => line.startsWith(`${path}(`)) && /: error TS/.test(line))
    .slice(0, MOST);
}
