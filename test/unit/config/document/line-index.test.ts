import { expect, it } from 'vitest';
import { LineIndex } from '../../../../src/config/document/line-index.ts';

it.each([
  ['the start', 'a\nb', 0, 1, 1],
  ['the second line', 'a\nb', 2, 2, 1],
  ['after CRLF', 'a\r\nbc', 4, 2, 2],
  ['after a lone CR', 'a\rb', 2, 2, 1],
  ['the end of the text', 'a\nb\n', 4, 3, 1],
  ['an empty text', '', 0, 1, 1],
])('finds %s', (_, text, offset, line, column) => {
  expect(new LineIndex(text).at(offset)).toEqual({ line, column });
});
