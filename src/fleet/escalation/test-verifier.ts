import type { Verdict } from '../../core/escalation/verdict.ts';
import type { ProgramEnd, ProjectCopy, Workbench } from '../../core/escalation/workbench.ts';
import type { InputFile } from '../inputs/input-file.ts';
import type { MadeFile } from '../results/task-result.ts';
import { formVerifier } from './form-verifier.ts';
import { lastLines } from './last-lines.ts';
import { mutantsOf } from './mutants.ts';
import { isBeyondNode } from './node-test.ts';
import { putFiles } from './put-files.ts';
import { codeFile, parseCode } from './parse-code.ts';
import { typeMistakes } from './type-mistakes.ts';
import { countsIn, type TestCommand, type TestCounts, testRunnerOf } from './test-runner.ts';
import type { Answer, Verifier, VerifierLimits } from './verifier.ts';

/** Mutants that are tried for an answer; the first one that is noticed suffices. */
const MUTANTS = 6;
const testName = /(^|[./_-])(test|spec)s?([./_-]|$)/;

/**
 * Accepts tests that parse, have no type errors where the project has a tsconfig.json, pass on the code as it is, and fail on at least one small change of it. They are run in a copy of the project with the
 * project's own runner. Cannot tell where no runner is known, or no code to change was given.
 */
export function testVerifier(workbench: Workbench, limits: VerifierLimits): Verifier {
  return {
    name: 'tests',
    verify: async (answer) => {
      if (answer.result.kind !== 'files') return formVerifier.verify(answer);
      const { files } = answer.result;
      const tests = files.filter(({ path }) => testName.test(path) && codeFile.test(path));
      if (tests.length === 0) return reject('no file among them is a test');
      const problems = await syntaxProblems(files);
      if (problems.length > 0) return { kind: 'reject', reasons: problems };
      return workbench.withCopy(async (copy) => {
        const outside = await putFiles(copy, answer);
        if (outside !== undefined) return outside;
        const command = await testRunnerOf(copy, tests);
        if (command === undefined) return unknown('the project names no test runner that is known');
        const mistakes = await typeMistakes(copy, files, { ...limits, signal: answer.signal });
        if (mistakes.length > 0) return { kind: 'reject', reasons: mistakes };
        return judge({ answer, copy, command, limits });
      });
    },
  };
}

/** Whether there is code among files, which tests of it can be judged by. Without it the verdict on tests that pass would always be unknown. */
export function hasCode(files: readonly InputFile[]): boolean {
  return files.some(isCode);
}

function isCode({ path }: InputFile): boolean {
  return codeFile.test(path) && !testName.test(path);
}

interface Trial {
  readonly answer: Answer;
  readonly copy: ProjectCopy;
  readonly command: TestCommand;
  readonly limits: VerifierLimits;
}

async function judge(trial: Trial): Promise<Verdict> {
  const { copy, command, answer, limits } = trial;
  const { exitCode, timedOut, output } = await copy.run(command, {
    ...limits,
    signal: answer.signal,
  });
  if (timedOut) return reject(`the tests took more than ${limits.timeoutMs} ms`);
  if (exitCode === undefined) return unknown(`the tests could not be run: ${lastLines(output)}`);
  const counts = countsIn(output);
  if (exitCode !== 0 && isBeyondNode(output)) {
    return unknown(`Node.js cannot run the tests: ${lastLines(output)}`);
  }
  if (exitCode !== 0) return reject(`${failedOf(counts)} on the code`, lastLines(output));
  if (counts?.passed === 0) return reject('no test in it ran');
  return tryMutants(trial, counts?.passed);
}

function failedOf(counts: TestCounts | undefined): string {
  if (counts === undefined || counts.failed === 0) return 'the tests fail';
  return `${counts.failed} of ${counts.passed + counts.failed} tests failed`;
}

async function tryMutants(
  { answer, copy, command, limits }: Trial,
  passed: number | undefined,
): Promise<Verdict> {
  const made = await Promise.all(
    answer.task.inputs.filter(isCode).map(async (file) => mutantsOf(file, MUTANTS)),
  );
  const survived: string[] = [];
  for (const { path, content, change } of made.flat().slice(0, MUTANTS)) {
    const { signal } = answer;
    // oxlint-disable-next-line no-await-in-loop -- one project, one change at a time
    const noticed = await notices({ copy, path, content }, async () =>
      copy.run(command, { ...limits, signal }),
    );
    if (noticed) {
      const tests = passed === undefined ? 'they pass' : `${passed} tests pass`;
      return { kind: 'accept', reasons: [`${tests} on the code, and notice that ${change}`] };
    }
    survived.push(change);
  }
  if (survived.length === 0) return unknown('no code under test was given');
  return reject(`the tests pass on broken code too: ${survived.join('; ')}`);
}

interface Changed {
  readonly copy: ProjectCopy;
  readonly path: string;
  readonly content: string;
}

async function notices(
  { copy, path, content }: Changed,
  run: () => Promise<ProgramEnd>,
): Promise<boolean> {
  const original = await copy.read(path);
  await copy.write(path, content);
  const { exitCode } = await run();
  if (original !== undefined) await copy.write(path, original);
  return exitCode !== 0;
}

async function syntaxProblems(files: readonly MadeFile[]): Promise<readonly string[]> {
  const read = await Promise.all(
    files
      .filter(({ path }) => codeFile.test(path))
      .map(async ({ path, content }) => ({ path, read: await parseCode(path, content) })),
  );
  return read.flatMap(({ path, read: parsed }) =>
    'problem' in parsed ? [`${path} does not parse: ${parsed.problem}`] : [],
  );
}

function reject(...reasons: readonly string[]): Verdict {
  return { kind: 'reject', reasons };
}

function unknown(reason: string): Verdict {
  return { kind: 'unknown', reasons: [reason] };
}
