import { expect, it } from 'vitest';
import { charClass } from '../../../../../src/core/routing/lexicon/char-class.ts';
import { textClasses } from '../../../../../src/core/routing/lexicon/text-classes.ts';

const texts = [
  '',
  'a',
  'Two of 3, at 10:30 (UTC)?\n- «yes»',
  'größer als 日本 \u{1f600} \ud83d',
  'plain ASCII, long. '.repeat(5000),
  'länger '.repeat(12_000),
];

it.each(texts.map((text) => [text.slice(0, 20), text] as const))(
  'has a class for each unit, and others behind the end: %j',
  (_, text) => {
    const { classes, view } = textClasses(text);
    const expected = Array.from({ length: text.length }, (__, index) =>
      charClass(text.charCodeAt(index)),
    );
    const padding = [0, 0, 0, 0, 0, 0, 0, 0];
    expect([...classes.subarray(0, text.length + 8)]).toEqual([...expected, ...padding]);
    expect(view.getUint8(text.length)).toBe(0);
  },
);

it('forgets the text before', () => {
  textClasses('a long text with many letters');
  expect([...textClasses('ab').classes.subarray(0, 6)]).toEqual([129, 130, 0, 0, 0, 0]);
});
