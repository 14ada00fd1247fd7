import { describe, expect, it } from 'vitest';
import { drawLatency } from '../../../../src/adapters/simulator/latency.ts';
import { seededRandom } from '../../../../src/core/random.ts';

const firsts = (profile: 'instant' | 'fast' | 'realistic' | 'slow'): readonly number[] => {
  const latency = drawLatency(profile, seededRandom('latency'));
  return Array.from({ length: 10_001 }, () => latency.first()).toSorted((a, b) => a - b);
};

describe(drawLatency, () => {
  it('never waits with the profile instant', () => {
    const latency = drawLatency('instant', seededRandom(1));
    expect([latency.first(), latency.next(100)]).toEqual([0, 0]);
  });

  it.each([
    ['fast', 50, 0.3],
    ['realistic', 800, 0.5],
    ['slow', 4000, 0.6],
  ] as const)('is log-normal with the profile %s', (profile, median, sigma) => {
    const sorted = firsts(profile);
    // The 84th percentile of a log-normal number is one sigma above its median.
    expect((sorted[5000] ?? 0) / median).toBeCloseTo(1, 1);
    expect(Math.log((sorted[8413] ?? 0) / (sorted[5000] ?? 1))).toBeCloseTo(sigma, 1);
  });

  it('takes longer for more tokens', () => {
    const latency = drawLatency({ firstTokenMs: 1, perTokenMs: 3, sigma: 0 }, seededRandom(1));
    expect([latency.first(), latency.next(2), latency.next(4)]).toEqual([1, 6, 12]);
  });
});
