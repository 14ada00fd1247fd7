import { tierBounds } from '../complexity-analysis.ts';

/** Which way the evidence points, in log-odds. */
export interface Direction {
  /** Towards the largest models, below 0 towards the smallest. */
  readonly harder: number;
  /** Towards the middle: ordinary work of the trade. */
  readonly ordinary: number;
}

/** How likely each tier is. They add up to 1. */
export interface TierOdds {
  readonly haiku: number;
  readonly sonnet: number;
  readonly opus: number;
}

/** Three classes: the exponents are -harder, ordinary and harder. */
export function tierOdds({ harder, ordinary }: Direction): TierOdds {
  const top = Math.max(Math.abs(harder), ordinary);
  const haiku = Math.exp(-harder - top);
  const sonnet = Math.exp(ordinary - top);
  const opus = Math.exp(harder - top);
  const sum = haiku + sonnet + opus;
  return { haiku: haiku / sum, sonnet: sonnet / sum, opus: opus / sum };
}

/** To be wrong by two tiers is as bad as to be wrong by one three times. */
const TWO_TIERS = 3;

/**
 * A score so that its tier is the one with the least expected damage: 0 to 0.4 haiku, to 0.8 sonnet, to 1 opus. Within a tier it tells how near the
 * next one is.
 */
export function scoreOf({ haiku, sonnet, opus }: TierOdds): number {
  const aboveHaiku = sonnet + (TWO_TIERS - 1) * opus;
  const belowOpus = sonnet + (TWO_TIERS - 1) * haiku;
  const { haiku: low, sonnet: high } = tierBounds;
  if (haiku >= aboveHaiku) return low * (aboveHaiku / haiku);
  if (opus > belowOpus) return high + (1 - high) * (1 - belowOpus / opus);
  const fromHaiku = aboveHaiku - haiku;
  const fromOpus = belowOpus - opus;
  return low + (high - low) * (fromHaiku / (fromHaiku + fromOpus));
}
