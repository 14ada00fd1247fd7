import { describe, expect, it } from 'vitest';
import { dollarsPerMillion } from '../../../../src/core/cost/dollars-per-million.ts';

describe(dollarsPerMillion, () => {
  it.each([
    [75_000, '75.00'],
    [18_750, '18.75'],
    [1000, '1.00'],
    [80, '0.08'],
    [25, '0.025'],
    [1, '0.001'],
  ])('prints %d nano-dollars per token as %s', (nano, text) => {
    expect(dollarsPerMillion(nano)).toBe(text);
  });
});
