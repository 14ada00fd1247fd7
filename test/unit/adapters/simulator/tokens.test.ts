import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens, tokensOf } from '../../../../src/adapters/simulator/tokens.ts';

/** Some of each kind that the rule knows, half of a surrogate pair among them. */
const characters = [
  'a',
  'B',
  'é',
  '\u{301}',
  ' ',
  '\t',
  '\n',
  '\r',
  '1',
  '日',
  '🙂',
  '\u{D83D}',
  '.',
  '"',
];

describe(tokensOf, () => {
  it.each([
    ['', []],
    ['Which tests?', ['Which', ' tests', '?']],
    ['x = 12345', ['x', ' ', '=', ' ', '123', '45']],
    ['Tokens', ['Token', 's']],
    ['日本語', ['日', '本', '語']],
    ['if (a)\n\n        b', ['if', ' ', '(', 'a', ')', '\n\n', '        ', 'b']],
    ['naïve 🙂', ['naïve', ' ', '🙂']],
  ])('divides %j', (text, expected) => {
    expect([...tokensOf(text)]).toEqual(expected);
  });

  it('loses nothing, and counts a beginning as it counts it within the whole', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...characters) }),
        fc.nat(20),
        (text, count) => {
          const tokens = [...tokensOf(text)];
          expect(tokens.join('')).toBe(text);
          expect(countTokens(text)).toBe(tokens.length);
          const beginning = tokens.slice(0, count);
          expect([...tokensOf(beginning.join(''))]).toEqual(beginning);
        },
      ),
    );
  });
});
