import { applyPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../../src/migrate/unified-diff.ts';

const lines = (from: number, to: number, end = '\n') =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).join('\n') + end;

describe(unifiedDiff, () => {
  it('shows four lines around a difference, with their numbers', () => {
    const before = lines(1, 100);
    const after = before.replace('\n50\n', '\nfifty\n');
    expect(unifiedDiff({ oldName: 'a', newName: 'b', before, after })).toBe(
      '--- a\n+++ b\n@@ -46,9 +46,9 @@\n 46\n 47\n 48\n 49\n-50\n+fifty\n 51\n 52\n 53\n 54\n',
    );
  });

  it.each([
    ['something at the end', lines(1, 30), lines(1, 33)],
    ['something at the end, no final line break', lines(1, 30, ''), lines(1, 33, '')],
    ['a final line break', lines(1, 30, ''), lines(1, 30)],
    ['something in front', lines(5, 30), lines(1, 30)],
    ['everything', lines(1, 3), lines(7, 9)],
    ['everything in a long text', lines(1, 9000), lines(10_001, 19_000)],
    ['something repeated', 'a\n'.repeat(20), 'a\n'.repeat(25)],
    ['the first and the last line', lines(1, 50), `x${lines(1, 50, 'x')}`],
    ['CRLF', 'a\r\nb\r\n', 'a\r\nb\r\nc\r\n'],
    ['an empty text', '', 'a\n'],
  ])('is a patch that applies: %s', (_, before, after) => {
    const patch = unifiedDiff({ oldName: 'a', newName: 'b', before, after });
    expect(applyPatch(before, patch, { autoConvertLineEndings: false })).toBe(after);
    const back = unifiedDiff({ oldName: 'b', newName: 'a', before: after, after: before });
    expect(applyPatch(after, back, { autoConvertLineEndings: false })).toBe(before);
  });
});
