import { describe, expect, it } from 'vitest';
import { markdownTable, markdownText } from '../../../src/report/markdown-table.ts';

describe(markdownTable, () => {
  it('is a table of GitHub', () => {
    const rows = [{ name: 'a|b', count: 2 }];
    const table = markdownTable(rows, [
      { title: 'name', cell: ({ name }) => name },
      { title: 'count', align: 'right', cell: ({ count }) => String(count) },
    ]);
    expect(table.split('\n')).toEqual(['| name | count |', '| --- | ---: |', '| a\\|b | 2 |']);
  });
});

describe(markdownText, () => {
  it.each([
    ['pipes', 'a|b', 'a\\|b'],
    ['emphasis and code', '*a* _b_ `c` ~d~', '\\*a\\* \\_b\\_ \\`c\\` \\~d\\~'],
    ['links', '[a](b)', '\\[a\\](b)'],
    ['HTML', '<img src=x> &lt;', '&lt;img src=x> &amp;lt;'],
    ['line breaks', 'a\nb', 'a\\\\u000ab'],
    ['mentions', '@all #1', '@\u200Ball #\u200B1'],
    ['formulas', '$1.00', '\\$1.00'],
  ])('%s', (_, text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });
});
