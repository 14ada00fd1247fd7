import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/core/random.ts';
import { rateOf } from '../../../../src/core/statistics/counts.ts';
import { ratioProcess } from '../../../../src/core/statistics/ratio-process.ts';
import { type CountWindow, riskProcess } from '../../../../src/core/statistics/risk-process.ts';
import { sampleRatioP } from '../../../../src/core/statistics/sample-ratio.ts';

const window = (
  canary: readonly [number, number],
  stable: readonly [number, number],
): CountWindow => ({
  canary: { events: canary[0], trials: canary[1] },
  stable: { events: stable[0], trials: stable[1] },
});

/** The formula as it is written down: the mean over r of the product over windows of (q/w)^xc · ((1-q)/(1-w))^xs. */
const byDefinition = (windows: readonly CountWindow[], allowed: number): number =>
  [1.5, 2, 3, 5, 10]
    .map((times) =>
      windows.reduce((product, { canary, stable }) => {
        const w = canary.trials / (canary.trials + stable.trials);
        const share = (r: number): number => (r * w) / (r * w + 1 - w);
        const [q, q0] = [share(allowed * times), share(allowed)];
        return product * (q / q0) ** canary.events * ((1 - q) / (1 - q0)) ** stable.events;
      }, 1),
    )
    .reduce((sum, value) => sum + value / 5, 0);

describe(rateOf, () => {
  it('divides', () => {
    expect(rateOf({ events: 1, trials: 4 })).toBe(0.25);
  });
});

describe(riskProcess, () => {
  const windows = [window([2, 40], [3, 360]), window([4, 100], [9, 300]), window([0, 7], [0, 3])];

  it.each([1, 1.5])('is the formula, with a ratio of %f allowed', (allowed) => {
    const logs = riskProcess(windows, allowed);
    expect(logs).toHaveLength(3);
    for (const [index, log] of logs.entries()) {
      expect(Math.exp(log)).toBeCloseTo(byDefinition(windows.slice(0, index + 1), allowed), 9);
    }
  });

  it('learns nothing from a window that only one arm was in', () => {
    const lonely = [window([5, 5], [0, 0]), window([0, 0], [2, 9])];
    expect(riskProcess(lonely)).toEqual([0, 0]);
    expect(riskProcess(lonely.concat(windows)).at(-1)).toBeCloseTo(
      riskProcess(windows).at(-1) ?? 0,
    );
  });

  it('does not overflow', () => {
    const [log] = riskProcess([window([100_000, 100_000], [0, 100_000])]);
    expect(log).toBeGreaterThan(10_000);
    expect(log).toBeLessThan(Infinity);
  });

  it('grows with failures of the canary and falls with failures of stable', () => {
    const one = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(one, one, (canary, stable) => {
        const given = (more: number, fewer: number): number =>
          riskProcess([
            window([canary[1] + more, canary[0] + 30], [stable[1] + fewer, stable[0] + 30]),
          ])[0] ?? 0;
        expect(given(1, 0)).toBeGreaterThan(given(0, 0));
        expect(given(0, 1)).toBeLessThan(given(0, 0));
      }),
    );
  });

  it('has a mean of 1 without a difference', () => {
    const random = seededRandom('null');
    const failures = (trials: number): number =>
      Array.from({ length: trials }, random).filter((drawn) => drawn < 0.3).length;
    let sum = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const drawn = window([failures(5), 5], [failures(5), 5]);
      sum += Math.exp(riskProcess([drawn])[0] ?? 0);
    }
    // With so many failures among so few the true mean is a little below 1: it errs to the safe side.
    expect(sum / 20_000).toBeGreaterThan(0.6);
    expect(sum / 20_000).toBeLessThanOrEqual(1.02);
  });
});

describe(ratioProcess, () => {
  it('stays where it is while nothing comes', () => {
    expect(ratioProcess([{ share: 0.1, canary: 0, stable: 0 }], [2, 3])).toEqual([0]);
    expect(ratioProcess([], [2])).toEqual([]);
  });
});

const shares = (canary: number, stable: number, share: number): number =>
  sampleRatioP([{ share, canary, stable }]);

describe(sampleRatioP, () => {
  it('is 1 as long as nothing speaks against the share', () => {
    expect(sampleRatioP([])).toBe(1);
    expect(shares(100, 900, 0.1)).toBe(1);
  });

  it.each([
    [150, 850, 0.1],
    [60, 940, 0.1],
    [1000, 0, 0.5],
    [4600, 5400, 0.5],
  ])('is small for %i and %i at %f', (canary, stable, share) => {
    expect(shares(canary, stable, share)).toBeLessThan(0.001);
  });

  it('remembers what it once saw', () => {
    const bad = { share: 0.1, canary: 150, stable: 850 };
    const good = { share: 0.1, canary: 9500, stable: 90_000 };
    expect(sampleRatioP([bad, good, good, good])).toBeLessThanOrEqual(sampleRatioP([bad]));
  });

  it('seldom cries wolf, at fifty looks', () => {
    const random = seededRandom('shares');
    let cried = 0;
    for (let rollout = 0; rollout < 1000; rollout += 1) {
      const windows = Array.from({ length: 50 }, () => {
        const canary = Array.from({ length: 20 }, random).filter((drawn) => drawn < 0.25).length;
        return { share: 0.25, canary, stable: 20 - canary };
      });
      if (sampleRatioP(windows) < 0.01) cried += 1;
    }
    expect(cried).toBeLessThanOrEqual(15);
  });
});
