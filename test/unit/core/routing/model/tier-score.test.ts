import { describe, expect, it } from 'vitest';
import { tierOf } from '../../../../../src/core/routing/complexity-analysis.ts';
import {
  scoreOf,
  type TierOdds,
  tierOdds,
} from '../../../../../src/core/routing/model/tier-score.ts';

const odds = (haiku: number, sonnet: number, opus: number): TierOdds => ({ haiku, sonnet, opus });

describe(tierOdds, () => {
  it('adds up to 1 and does not overflow', () => {
    for (const harder of [-2000, -1, 0, 1, 2000]) {
      for (const ordinary of [-2000, 0, 2000]) {
        const { haiku, sonnet, opus } = tierOdds({ harder, ordinary });
        expect(haiku + sonnet + opus).toBeCloseTo(1, 12);
      }
    }
  });

  it('is symmetric', () => {
    const one = tierOdds({ harder: 0.7, ordinary: 0.2 });
    const other = tierOdds({ harder: -0.7, ordinary: 0.2 });
    expect(one.opus).toBeCloseTo(other.haiku, 12);
  });
});

describe(scoreOf, () => {
  it.each([
    ['certainly simple', odds(1, 0, 0), 0],
    ['certainly ordinary: in the middle', odds(0, 1, 0), 0.6],
    ['certainly hard', odds(0, 0, 1), 1],
    ['as likely simple as ordinary: the bound', odds(0.5, 0.5, 0), 0.4],
    ['as likely ordinary as hard: the bound', odds(0, 0.5, 0.5), 0.8],
    ['either simple or hard: in the middle, where the damage is least', odds(0.5, 0, 0.5), 0.6],
  ])('is for what is %s', (_, tiers, score) => {
    expect(scoreOf(tiers)).toBeCloseTo(score, 12);
  });

  it('rises from 0 to 1 without jumps, when things get harder', () => {
    let before = 0;
    for (let harder = -12; harder <= 12; harder += 0.01) {
      const score = scoreOf(tierOdds({ harder, ordinary: 0.3 }));
      expect(score).toBeGreaterThanOrEqual(before);
      expect(score - before).toBeLessThan(0.02);
      before = score;
    }
    expect(before).toBeGreaterThan(0.99);
  });

  it('gives the tier with the least expected damage', () => {
    const damage = [
      [0, 1, 3],
      [1, 0, 1],
      [3, 1, 0],
    ];
    for (let harder = -3; harder <= 3; harder += 0.17) {
      for (let ordinary = -3; ordinary <= 3; ordinary += 0.17) {
        const tiers = tierOdds({ harder, ordinary });
        const expected = damage.map((row) =>
          [tiers.haiku, tiers.sonnet, tiers.opus].reduce((sum, p, i) => sum + p * (row[i] ?? 0), 0),
        );
        const best = expected.indexOf(Math.min(...expected));
        expect(tierOf(scoreOf(tiers))).toBe(['haiku', 'sonnet', 'opus'][best]);
      }
    }
  });
});
