import type { Random } from '../../core/random.ts';
import type { LatencyProfile, ProfileName } from '../../core/simulation.ts';

/** Medians and spreads of the order that hosted models show; none is a measurement of one. */
const profiles: Readonly<Record<ProfileName, LatencyProfile>> = {
  instant: { firstTokenMs: 0, perTokenMs: 0, sigma: 0 },
  fast: { firstTokenMs: 50, perTokenMs: 2, sigma: 0.3 },
  realistic: { firstTokenMs: 800, perTokenMs: 15, sigma: 0.5 },
  slow: { firstTokenMs: 4000, perTokenMs: 80, sigma: 0.6 },
};

/** Draws the waits of one call. */
export interface Latency {
  /** Milliseconds until the first token. */
  first(): number;
  /** Milliseconds that so many tokens take. */
  next(tokens: number): number;
}

/** The waits of one call, all from one sequence of random numbers. */
export function drawLatency(profile: ProfileName | LatencyProfile, random: Random): Latency {
  const { firstTokenMs, perTokenMs, sigma } =
    typeof profile === 'string' ? profiles[profile] : profile;
  const factor = (): number => (sigma === 0 ? 1 : Math.exp(sigma * standardNormal(random)));
  return {
    first: () => firstTokenMs * factor(),
    next: (tokens) => (perTokenMs === 0 ? 0 : tokens * perTokenMs * factor()),
  };
}

/** G. Box and M. Muller, "A Note on the Generation of Random Normal Deviates" (1958). */
function standardNormal(random: Random): number {
  // 1 - u is never 0, so the logarithm is finite.
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
