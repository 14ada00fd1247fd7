import { expect, it } from 'vitest';
import { ExitCode, exitCodeOf } from '../../../src/cli/exit-code.ts';
import { AqeError } from '../../../src/errors.ts';

it.each([
  ['an expected failure', new AqeError('FILE_NOT_FOUND', 'x'), ExitCode.usage],
  ['an interrupt', new AqeError('INTERRUPTED', 'x'), ExitCode.interrupted],
  ['a budget without room', new AqeError('BUDGET_EXCEEDED', 'x'), ExitCode.budget],
  ['a provider that fails', new AqeError('PROVIDER_FAILED', 'x'), ExitCode.provider],
  ['a bug', new TypeError('x'), ExitCode.bug],
  ['a thrown text', 'x', ExitCode.bug],
])('maps %s', (_, thrown, code) => {
  expect(exitCodeOf(thrown)).toBe(code);
});
