import { checkOf, type Finding, type Found, notMeasured, type Requirement } from '../check.ts';
import type { Examine, ProgramResult } from '../subject.ts';

const tests: Requirement = {
  id: 'tests',
  title: 'All tests pass',
  target: 'exit code 0',
};

const regressions: Requirement = {
  id: 'regressions',
  title: 'No regression with features off',
  target: 'exit code 0 with every feature off',
};

/** The project's own tests. */
export const testsPass: Examine = async (subject) =>
  checkOf(tests, programFinding(await subject.tests()));

/** The project's own tests, with every feature off: what 1.0.4 did still works. */
export const noRegressions: Examine = async (subject) =>
  checkOf(regressions, programFinding(await subject.testsWithoutFeatures()));

function programFinding(found: Found<ProgramResult>): Finding {
  if (found.kind === 'absent') return notMeasured(found);
  const { source } = found;
  const { exitCode, output, seconds } = found.value;
  const measured = exitCode === null ? 'did not end' : `exit code ${exitCode}`;
  if (exitCode === null) {
    return { verdict: 'fail', measured, source, reason: `ended after ${seconds.toFixed(0)} s` };
  }
  // What a shell says of a program that is not there, or may not be run.
  if (exitCode === 126 || exitCode === 127) {
    return { verdict: 'not-measured', measured, source, reason: lastLine(output) };
  }
  const verdict = exitCode === 0 ? 'pass' : 'fail';
  const reason = verdict === 'pass' ? `${seconds.toFixed(1)} s` : lastLine(output);
  return { verdict, measured, value: exitCode, source, reason };
}

function lastLine(output: string): string {
  return output.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
