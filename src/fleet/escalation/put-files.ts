import type { Verdict } from '../../core/escalation/verdict.ts';
import type { ProjectCopy } from '../../core/escalation/workbench.ts';
import type { Answer } from './verifier.ts';

/**
 * Puts what a task brings into the copy, and what its answer made over it.
 * @returns a verdict where the answer reaches out of the project
 */
export async function putFiles(
  copy: ProjectCopy,
  { task, result }: Pick<Answer, 'task' | 'result'>,
): Promise<Verdict | undefined> {
  await Promise.all(task.inputs.map(async ({ path, content }) => copy.write(path, content)));
  const made = result.kind === 'files' ? result.files : [];
  const written = await Promise.all(
    made.map(async ({ path, content }) => ((await copy.write(path, content)) ? [] : [path])),
  );
  const outside = written.flat().map((path) => `the path "${path}" leaves the project`);
  return outside.length === 0 ? undefined : { kind: 'reject', reasons: outside };
}
