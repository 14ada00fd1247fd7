import { expect, it } from 'vitest';
import { seededRandom } from '../../../../../src/core/random.ts';
import { textClasses } from '../../../../../src/core/routing/lexicon/text-classes.ts';
import { wordBounds } from '../../../../../src/core/routing/reading/word-bounds.ts';

const boundsOf = (text: string): readonly number[] => {
  const bounds = wordBounds(textClasses(text), text.length);
  return [...bounds.subarray(0, bounds.indexOf(text.length) + 1)];
};

/** The same, one character after another. */
function plainBounds(text: string): readonly number[] {
  const bounds: number[] = [];
  for (const { index, 0: word } of text.matchAll(/[A-Za-z0-9]+/g)) {
    bounds.push(index);
    for (let at = index + 1; at < index + word.length; at += 1) {
      if (/[A-Z]/.test(text.charAt(at))) bounds.push(at, at);
    }
    bounds.push(index + word.length);
  }
  return [...bounds, text.length].slice(0, [...bounds, text.length].indexOf(text.length) + 1);
}

it.each([
  ['', [0]],
  ['one', [0, 3]],
  ['one two ', [0, 3, 4, 7, 8]],
  ['a\nb', [0, 1, 2, 3]],
  ['getUser', [0, 3, 3, 7]],
  ['USA.', [0, 1, 1, 2, 2, 3, 4]],
])('tells where words of %j begin and end', (text, bounds) => {
  expect(boundsOf(text)).toEqual(bounds);
});

it('tells it as reading one character after another does', () => {
  const random = seededRandom('bounds');
  for (let round = 0; round < 2000; round += 1) {
    const length = round % 50 === 0 ? 20_000 : Math.floor(40 * random());
    const text = Array.from({ length }, () =>
      'aabbAB1 \n,.-é'.charAt(Math.floor(13 * random())),
    ).join('');
    expect(boundsOf(text.replaceAll('é', '_')), text).toEqual(
      plainBounds(text.replaceAll('é', '_')),
    );
  }
});

it('ends with the length of the text, whatever was read before', () => {
  wordBounds(textClasses('a b c d e f g h'), 15);
  expect([...wordBounds(textClasses('ab'), 2).subarray(0, 4)]).toEqual([0, 2, 2, 2]);
});
