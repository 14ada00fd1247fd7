import type { Workbench } from '../../core/escalation/workbench.ts';
import { resultText } from '../results/result-text.ts';
import { lastLines } from './last-lines.ts';
import { putFiles } from './put-files.ts';
import type { Verifier } from './verifier.ts';

/** What is run. */
interface CommandOptions {
  /** A program and its arguments; `{files}` as an argument stands for the paths of the answer's files. */
  readonly command: readonly string[];
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** Mebibytes for each process; undefined: no limit. */
  readonly memoryMb?: number | undefined;
}

/** Runs a command in a copy of the project with the answer's files in it, and the answer on standard input: exit code 0 accepts, any other rejects. A command that cannot be run, or takes too long, cannot tell. */
export function commandVerifier(
  workbench: Workbench,
  { command, timeoutMs, memoryMb }: CommandOptions,
): Verifier {
  const [program = ''] = command;
  return {
    name: 'exit-code',
    verify: async ({ task, result, signal }) =>
      workbench.withCopy(async (copy) => {
        const outside = await putFiles(copy, { task, result });
        if (outside !== undefined) return outside;
        const files = result.kind === 'files' ? result.files : [];
        const paths = files.map(({ path }) => path);
        const filled = command.flatMap((part) => (part === '{files}' ? paths : [part]));
        const input = resultText(result);
        const { exitCode, timedOut, output } = await copy.run(filled, {
          timeoutMs,
          signal,
          input,
          memoryMb,
        });
        if (exitCode === 0) return { kind: 'accept', reasons: [`${program} ended with 0`] };
        if (timedOut) {
          return { kind: 'unknown', reasons: [`${program} took more than ${timeoutMs} ms`] };
        }
        if (exitCode === undefined) {
          return {
            kind: 'unknown',
            reasons: [`${program} could not be run: ${lastLines(output)}`],
          };
        }
        return {
          kind: 'reject',
          reasons: [`${program} ended with ${exitCode}: ${lastLines(output)}`],
        };
      }),
  };
}
