import { describe, expect, it } from 'vitest';
import { parseAmount } from '../../../../src/cli/options/parse-amount.ts';
import { parseCount } from '../../../../src/cli/options/parse-count.ts';
import { parseDuration } from '../../../../src/cli/options/parse-duration.ts';

describe(parseDuration, () => {
  it.each([
    ['30s', 30_000],
    ['30', 30_000],
    ['1.5m', 90_000],
    ['500ms', 500],
    ['1h', 3_600_000],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '0', '-5s', '5 parsecs', '1000h', 'soon'])('does not read %j', (text) => {
    expect(() => parseDuration(text)).toThrow(/Write a time/);
  });
});

describe(parseAmount, () => {
  it('reads dollars as nano-dollars', () => {
    expect(parseAmount('0.05')).toBe(50_000_000);
  });

  it.each(['0', '-1', 'much'])('does not read %j', (text) => {
    expect(() => parseAmount(text)).toThrow(/Write dollars/);
  });
});

describe(parseCount, () => {
  it('reads a count', () => {
    expect(parseCount('4096')).toBe(4096);
  });

  it.each(['0', '1.5', '-1', '1e3', ''])('does not read %j', (text) => {
    expect(() => parseCount(text)).toThrow(/whole number/);
  });
});
