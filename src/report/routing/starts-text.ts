import { percent } from './percent.ts';

/** `haiku 93.0 %, sonnet 7.0 %`. */
export function startsText(tiers: readonly string[], starts: readonly number[]): string {
  return starts.map((share, tier) => `${tiers[tier] ?? ''} ${percent(share)}`).join(', ');
}
