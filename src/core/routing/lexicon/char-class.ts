/**
 * What reading a text needs to know of a character, in one byte. 1 to 26 are Latin letters without accent and case; what may stand inside of
 * an entry of the lexicon is below 32.
 */
export const CharClass = {
  other: 0,
  letterZ: 26,
  digit: 27,
  blank: 28,
  apostrophe: 29,
  hyphen: 30,
  /** `/`, `+`, `&`. */
  joiner: 31,
  /** `_`. */
  underscore: 32,
  fullStop: 33,
  /** `@`, `#`: inside of a word they make it a name, as a full stop does. */
  nameMark: 34,
  open: 45,
  close: 35,
  comma: 36,
  colon: 37,
  question: 38,
  /** `!` and the full stops of other scripts. */
  stop: 39,
  quote: 40,
  /** A blank to who looks at {@link PLAIN} only: entries go on in the next line. */
  newline: 92,
  percent: 42,
  /** Letters of scripts that are not Latin. */
  foreign: 43,
  asterisk: 44,
} as const;

/** Classes of the lexicon: a row of the trie. */
export const ROW = 32;

/** Set on Latin letters and digits. */
const WORD = 128;

/** Set on capital letters. */
const CAPITAL = 64;

/** Takes both away. */
export const PLAIN = 63;

const marks: readonly (readonly [string, number])[] = [
  ["'\u2019", CharClass.apostrophe],
  ['-\u2010\u2011', CharClass.hyphen],
  ['/+&', CharClass.joiner],
  ['_', CharClass.underscore],
  ['.', CharClass.fullStop],
  ['@#', CharClass.nameMark],
  ['(', CharClass.open],
  [')', CharClass.close],
  [',;\u3001\uff0c', CharClass.comma],
  [':\uff1a', CharClass.colon],
  ['?\uff1f', CharClass.question],
  ['!\u3002\uff01', CharClass.stop],
  ['"`\u201c\u201e\u00ab\u300c', CharClass.quote],
  ['\n', CharClass.newline],
  ['%', CharClass.percent],
  ['*', CharClass.asterisk],
];

const markClasses = new Map(
  marks.flatMap(([chars, mark]) => Array.from(chars, (char) => [char, mark] as const)),
);

const letters: Readonly<Record<string, string>> = {
  ß: 's',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  æ: 'a',
  œ: 'o',
};

const UNITS = 0x1_00_00;
const LATIN_END = 0x02_50;

/** Scripts that are not Latin. Rough on purpose: punctuation and symbols between them are left out, and so are surrogates. */
const foreignRanges: readonly (readonly [number, number])[] = [
  [0x03_70, 0x20_00],
  [0x30_05, 0xd8_00],
  [0xf9_00, 0xfe_00],
];

const classes: Uint8Array = makeClasses();

function makeClasses(): Uint8Array {
  const table = new Uint8Array(UNITS);
  for (let code = 0; code < LATIN_END; code += 1) table[code] = classify(code);
  for (const [from, to] of foreignRanges) table.fill(CharClass.foreign, from, to);
  for (const [char, mark] of markClasses) table[char.charCodeAt(0)] = mark;
  return table;
}

function classify(code: number): number {
  const char = String.fromCharCode(code);
  const mark = markClasses.get(char);
  if (mark !== undefined) return mark;
  if (/\s/.test(char)) return CharClass.blank;
  if (/\d/.test(char)) return CharClass.digit | WORD;
  const small = char.toLowerCase();
  const letter = (letters[small] ?? small).normalize('NFD').charCodeAt(0) - 96;
  if (letter < 1 || letter > CharClass.letterZ) return CharClass.other;
  return small === char ? letter | WORD : letter | WORD | CAPITAL;
}

/** The class of a UTF-16 unit. */
export function charClass(code: number): number {
  return classAt(classes, code);
}

/** The class at a place of a text; {@link CharClass.other} outside of it. */
export function classAt(ofText: Uint8Array, index: number): number {
  // {@link CharClass.other}, as a number: what is small enough V8 makes part of every loop.
  return ofText[index] ?? 0;
}

/** Latin letters and digits. */
export function isWord(ofUnit: number): boolean {
  return ofUnit >= WORD;
}

/** Digits. */
export function isDigit(ofUnit: number): boolean {
  return ofUnit === (WORD | CharClass.digit);
}

/** Capital Latin letters. */
export function isCapital(ofUnit: number): boolean {
  return ofUnit >= (WORD | CAPITAL);
}

/** Small Latin letters. */
export function isSmall(ofUnit: number): boolean {
  return ofUnit >= WORD && ofUnit < (WORD | CharClass.digit);
}
