import { describe, expect, it } from 'vitest';
import { oneLine } from '../../../src/report/one-line.ts';

describe(oneLine, () => {
  it.each([
    ['line breaks', 'a\r\nb', 'a\\u000d\\u000ab'],
    ['escape sequences', '\u001B[31mred', '\\u001b[31mred'],
    ['text that runs backwards', 'abc\u202Etxt', 'abc\\u202etxt'],
    ['nothing of other languages', 'Prüfung 検査', 'Prüfung 検査'],
  ])('shows %s', (_, text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });
});
