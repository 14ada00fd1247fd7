import { describe, expect, it } from 'vitest';
import { payloadTexts } from '../../../../src/core/routing/payload-text.ts';

describe(payloadTexts, () => {
  it.each([
    ['nothing', undefined, []],
    ['a text', 'abc', ['abc']],
    ['numbers and truth values', [1, true, null], ['1', 'true']],
    [
      'keys and values, in order',
      { code: 'x', files: ['a', 'b'] },
      ['code', 'x', 'files', 'a', 'b'],
    ],
    ['what is neither text nor number', { f: () => 1, s: Symbol('s') }, ['f', 's']],
  ])('reads %s', (_, payload, texts) => {
    expect(payloadTexts(payload)).toEqual(texts);
  });

  it('reads a value that is shared twice, and one that holds itself once', () => {
    const shared = { a: 1 };
    const circle: Record<string, unknown> = { one: shared, two: shared };
    circle['self'] = circle;
    expect(payloadTexts(circle)).toEqual(['one', 'a', '1', 'two', 'a', '1', 'self']);
  });

  it('stops after 32 levels', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(payloadTexts(deep)).toEqual([]);
  });
});
