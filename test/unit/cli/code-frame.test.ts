import { describe, expect, it } from 'vitest';
import { codeFrames } from '../../../src/cli/code-frame.ts';

describe(codeFrames, () => {
  it('shows two lines around the place, and marks it', async () => {
    const frame = await codeFrames('a: 1\r\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n');
    expect(frame({ line: 3, column: 4 }, { line: 3, column: 5 })).toBe(
      '  1 | a: 1\n  2 | b: 2\n> 3 | c: 3\n    |    ^\n  4 | d: 4\n  5 | e: 5',
    );
  });

  it('marks the beginning of what ends on another line', async () => {
    const frame = await codeFrames('a:\n  - 1\n');
    expect(frame({ line: 1, column: 1 }, { line: 2, column: 6 })).toContain('> 1 | a:\n    | ^\n');
  });

  it('shows of a very long line only what is around the place', async () => {
    const frame = await codeFrames(`{ ${'x'.repeat(100_000)} BAD ${'y'.repeat(100_000)} }`);
    const shown = frame({ line: 1, column: 100_004 }, { line: 1, column: 100_007 });
    expect(shown.length).toBeLessThan(600);
    const [line = '', mark = ''] = shown.split('\n').map((text) => text.slice(6));
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('BAD');
  });
});
