import { describe, expect, it } from 'vitest';
import { describeError, errorReport } from '../../../src/cli/describe-error.ts';
import { AqeError } from '../../../src/errors.ts';

const expected = new AqeError('CONFIG_SYNTAX', 'a comma is expected', {
  location: { file: 'fleet.json', line: 3, column: 7 },
  hint: 'Mend the place.',
});

describe(describeError, () => {
  it('says where, what, the code and what to do', () => {
    expect(describeError(expected)).toBe(
      'fleet.json:3:7: a comma is expected [CONFIG_SYNTAX]\nMend the place.',
    );
  });

  it('leaves out what is not known', () => {
    expect(describeError(new AqeError('USAGE', 'no such thing'))).toBe('no such thing [USAGE]');
  });

  it('shows a stack only when asked to', () => {
    expect(describeError(expected)).not.toContain('describe-error.test.ts');
    expect(describeError(expected, true)).toContain('describe-error.test.ts');
    expect(describeError(new TypeError('x'), true)).toContain('describe-error.test.ts');
  });

  it.each([
    [new TypeError('x is undefined'), 'BUG: TypeError: x is undefined'],
    ['a thrown text', 'BUG: a thrown text'],
  ])('asks to report %s', (thrown, first) => {
    const lines = describeError(thrown).split('\n');
    expect(lines[0]).toBe(first);
    expect(lines.at(-1)).toContain('Please report it');
  });
});

describe(errorReport, () => {
  it('has what is known', () => {
    expect(errorReport(expected)).toEqual({
      error: {
        code: 'CONFIG_SYNTAX',
        message: 'a comma is expected',
        hint: 'Mend the place.',
        location: { file: 'fleet.json', line: 3, column: 7 },
      },
    });
  });

  it('has the facts for programs', () => {
    const details = { window: 'day', limit: 5, resetsAt: null };
    const refused = new AqeError('BUDGET_EXCEEDED', 'no room', { details });
    expect(errorReport(refused).error).toEqual({
      code: 'BUDGET_EXCEEDED',
      message: 'no room',
      details,
    });
  });

  it.each([
    [new AqeError('USAGE', 'no'), { code: 'USAGE', message: 'no' }],
    [new TypeError('x'), { code: 'BUG', message: 'x' }],
    ['text', { code: 'BUG', message: 'text' }],
  ])('is small for %s', (thrown, error) => {
    expect(errorReport(thrown)).toEqual({ error });
  });
});
