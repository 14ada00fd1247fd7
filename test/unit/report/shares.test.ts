import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatShare, percentOf, sharesPerMille } from '../../../src/report/shares.ts';

describe(sharesPerMille, () => {
  it.each([
    ['thirds get the missing tenth once', [1, 1, 1], [334, 333, 333]],
    ['the largest remainder gets it', [1, 1, 4], [167, 167, 666]],
    ['what is all is all', [7], [1000]],
    ['nothing has no share', [0, 5], [0, 1000]],
  ])('%s', (_, parts, shares) => {
    expect(sharesPerMille(parts)).toEqual(shares);
  });

  it.each([
    ['no parts', []],
    ['only zeros', [0, 0]],
    ['a part below zero, as a correction of an earlier period leaves it', [5, -1]],
  ])('means nothing for %s', (_, parts) => {
    expect(sharesPerMille(parts)).toBeUndefined();
  });

  it('adds up to 1000, each within one of the exact share', () => {
    const parts = fc.array(fc.nat(5_000_000_000_000), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(parts, (costs) => {
        const sum = costs.reduce((total, cost) => total + cost, 0);
        fc.pre(sum > 0);
        const shares = sharesPerMille(costs) ?? [];
        expect(shares.reduce((total, share) => total + share, 0)).toBe(1000);
        for (const [index, share] of shares.entries()) {
          expect(Math.abs(share - ((costs[index] ?? 0) / sum) * 1000)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe(formatShare, () => {
  it.each([
    [123, 123, 1000, '12.3 %'],
    [1000, 10, 10, '100.0 %'],
    [0, 0, 10, '0.0 %'],
    [0, 1, 100_000, '<0.1 %'],
    [1000, 99_999, 100_000, '>99.9 %'],
  ])('shows %d per mille (%d of %d) as %s', (perMille, part, whole, text) => {
    expect(formatShare(perMille, { part, whole })).toBe(text);
  });
});

describe(percentOf, () => {
  it('rounds to a tenth', () => {
    expect(percentOf({ part: 1, whole: 3 })).toBe('33.3 %');
  });

  it('goes above the whole', () => {
    expect(percentOf({ part: 3, whole: 2 })).toBe('150.0 %');
  });

  it('has no answer without a whole', () => {
    expect(percentOf({ part: 1, whole: 0 })).toBeUndefined();
  });
});
