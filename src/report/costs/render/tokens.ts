import type { TokenUsage } from '../../../core/cost/token-usage.ts';
import { formatCount } from '../../format-count.ts';

/** The tokens of each kind, as one line for people. */
export function describeTokens(usage: TokenUsage): string {
  const parts = [
    `input ${formatCount(usage.input)}`,
    `output ${formatCount(usage.output)}`,
    `cache read ${formatCount(usage.cacheRead)}`,
    `cache write ${formatCount(usage.cacheWrite5m)} (5 minutes), ${formatCount(usage.cacheWrite1h)} (1 hour)`,
  ];
  return `Tokens: ${parts.join(' · ')}`;
}

/** Tokens of all kinds together. */
export function allTokens(usage: TokenUsage): number {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = usage;
  return input + output + cacheRead + cacheWrite5m + cacheWrite1h;
}
