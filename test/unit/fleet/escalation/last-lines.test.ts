import { describe, expect, it } from 'vitest';
import { lastLines } from '../../../../src/fleet/escalation/last-lines.ts';

describe(lastLines, () => {
  it('ends with the end, without what only Node.js has to do with', () => {
    const stack = [
      'AssertionError: 1 !== 2',
      '    at TestContext.<anonymous> (file:///test/a.test.js:4:73)',
      '    at Test.run (node:internal/test_runner/test:1402:25)',
      '    at async node:internal/main/test_runner:12:3',
      '    at shipping (src/node.js:3:1)',
    ];
    expect(lastLines(`${stack.join('\n')}\n\n`)).toBe([stack[0], stack[1], stack[4]].join('\n'));
  });

  it('is short, however much there is', () => {
    const lines = Array.from({ length: 30 }, (_, n) => `line ${n}`);
    expect(lastLines(lines.join('\n'))).toBe(lines.slice(10).join('\n'));
    expect(lastLines('x'.repeat(100_000))).toHaveLength(8000);
  });
});
