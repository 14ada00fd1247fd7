import { describe, expect, it } from 'vitest';
import { exactDollars, parseDollars } from '../../../../src/core/cost/dollars.ts';

describe(exactDollars, () => {
  it.each([
    [0, '$0.00'],
    [1, '$0.000000001'],
    [1_500_000, '$0.0015'],
    [10_000_000, '$0.01'],
    [100_000_000, '$0.10'],
    [2_000_000_000, '$2.00'],
    [1_234_567_890_123, '$1234.567890123'],
    [-250_000_000, '-$0.25'],
  ])('writes %d nano-dollars as %s', (nano, text) => {
    expect(exactDollars(nano)).toBe(text);
  });
});

describe(parseDollars, () => {
  it.each([
    ['5', 5_000_000_000],
    ['0.25', 250_000_000],
    [' $1.50 ', 1_500_000_000],
    ['0.000000001', 1],
    ['0', 0],
  ])('reads %j', (text, nano) => {
    expect(parseDollars(text)).toBe(nano);
  });

  it.each(['', '-1', '1e3', '.5', '1.', 'free', '0.0000000001', '1,5', '12345678'])(
    'does not read %j',
    (text) => {
      expect(parseDollars(text)).toBeUndefined();
    },
  );
});
