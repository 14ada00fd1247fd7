import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv } from '../../../src/report/csv.ts';

/** RFC 4180, read character by character. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',' || (character === '\r' && text[at + 1] === '\n')) {
      row.push(cell);
      cell = '';
      if (character === '\r') {
        at += 1;
        rows.push(row);
        row = [];
      }
    } else cell += character;
  }
  return rows;
}

describe(csv, () => {
  it('writes rows with CRLF, and quotes what needs it', () => {
    expect(
      csv([
        ['a', 1],
        ['b,c', -2.5],
        ['say "hi"', 0],
        ['two\nlines', 3],
      ]),
    ).toBe('a,1\r\n"b,c",-2.5\r\n"say ""hi""",0\r\n"two\nlines",3\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', ' =1', '"=1"', '＝1', "'=1"])(
    'makes %j text for a spreadsheet',
    (text) => {
      expect(parse(csv([[text]]))).toEqual([[`'${text}`]]);
    },
  );

  it.each(['unit-tests', 'a=b', '2026-11-23', ''])('leaves %j alone', (text) => {
    expect(parse(csv([[text]]))).toEqual([[text]]);
  });

  it('reads back as it was, any text in any cell', () => {
    const unit = fc.constantFrom(
      '"',
      ',',
      '\r',
      '\n',
      '\t',
      ' ',
      '=',
      '-',
      '@',
      "'",
      'a',
      'é',
      '検',
      '＝',
    );
    const cell = fc.string({ unit, maxLength: 6 });
    const rows = fc.array(fc.tuple(cell, cell), { maxLength: 4 });
    fc.assert(
      fc.property(rows, (table) => {
        const back = parse(csv(table));
        const bare = back.map((row, y) =>
          row.map((text, x) => (text === table[y]?.[x] ? text : text.replace(/^'/, ''))),
        );
        expect(bare).toEqual(table);
      }),
    );
  });
});
