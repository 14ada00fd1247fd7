import { describe, expect, it } from 'vitest';
import { lexicon } from '../../../../../src/core/routing/lexicon/lexicon.ts';
import { vocabularyOf } from '../../../../../src/core/routing/lexicon/vocabulary.ts';
import {
  type GivenReading,
  readGiven,
} from '../../../../../src/core/routing/reading/read-given.ts';

const { words: entries } = lexicon([
  { name: 'lock', factor: 'structure', words: ['lock|compare'] },
  { name: 'branch', factor: 'structure', words: ['if$|for$'] },
]);
const code = vocabularyOf(entries, []);

const read = (...texts: readonly string[]): GivenReading => readGiven(texts, code);

describe(readGiven, () => {
  it('is empty for nothing', () => {
    expect(read()).toMatchObject({ units: 0, words: 0, lines: 0, marks: 0 });
  });

  it('finds words inside of names', () => {
    const { concepts, words } = read('if (x.compareAndSet(lockA, unLock)) iffy();');
    expect([...concepts]).toEqual([3, 1]);
    expect(words).toBe(10);
  });

  it('counts characters by kind', () => {
    expect(read('a1, b22;', '日本 é')).toMatchObject({
      units: 12,
      digits: 3,
      marks: 2,
      foreign: 2,
      lines: 2,
    });
  });

  it.each([
    ['a list', 'GET /a 200\nGET /b 404\nPOST /c 500', 3, 2],
    ['two alternating shapes', 'name: x\n- a\nname: y\n- b', 4, 2],
    ['code', 'if (x) {\n  y();\n}', 3, 0],
    ['empty lines, which have no shape', '\n\n\n', 4, 0],
  ])('compares the shapes of lines in %s', (_, text, lines, regularLines) => {
    expect(read(text)).toMatchObject({ lines, regularLines });
  });

  it('does not compare lines of different texts', () => {
    expect(read('a: 1', 'b: 2')).toMatchObject({ lines: 2, regularLines: 0 });
  });

  it('looks at the beginning of a line only', () => {
    const line = 'a 1 b 2 c 3 d 4 e 5 f 6 g';
    expect(read(`${line}\n${line} h (`)).toMatchObject({ regularLines: 1 });
  });
});
