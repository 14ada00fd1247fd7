/**
 * Tokens of one call or of several, as the Messages API counts them: `input` has neither what was read from the cache
 * nor what was written to it. Integers, never negative.
 */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** Written to a cache entry that lives five minutes. */
  readonly cacheWrite5m: number;
  /** Written to a cache entry that lives one hour. */
  readonly cacheWrite1h: number;
}

/** Nothing used: where sums begin. */
export const noTokens: TokenUsage = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
};

/** The sum of two, kind by kind. */
export function addTokens(one: TokenUsage, other: TokenUsage): TokenUsage {
  return {
    input: one.input + other.input,
    output: one.output + other.output,
    cacheRead: one.cacheRead + other.cacheRead,
    cacheWrite5m: one.cacheWrite5m + other.cacheWrite5m,
    cacheWrite1h: one.cacheWrite1h + other.cacheWrite1h,
  };
}
