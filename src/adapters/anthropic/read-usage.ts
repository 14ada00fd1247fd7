import type { TokenUsage } from '../../core/cost/token-usage.ts';
import { countOf, fieldsOf } from './json-fields.ts';

/**
 * The counts of a Messages API `usage`. Those of a stream are sums so far, and a later one may leave out what has not changed.
 * @param former what was told before in the same stream
 * @returns undefined when it was never told how much came in or went out: unknown is not zero
 */
export function readUsage(value: unknown, former?: TokenUsage): TokenUsage | undefined {
  const usage = fieldsOf(value);
  const input = countOf(usage['input_tokens']) ?? former?.input;
  const output = countOf(usage['output_tokens']) ?? former?.output;
  if (input === undefined || output === undefined) return undefined;
  const cacheRead = countOf(usage['cache_read_input_tokens']) ?? former?.cacheRead ?? 0;
  return { input, output, cacheRead, ...cacheWrites(usage, former) };
}

function cacheWrites(
  usage: Readonly<Record<string, unknown>>,
  former: TokenUsage | undefined,
): Pick<TokenUsage, 'cacheWrite5m' | 'cacheWrite1h'> {
  const split = fieldsOf(usage['cache_creation']);
  const fiveMinutes = countOf(split['ephemeral_5m_input_tokens']);
  const hour = countOf(split['ephemeral_1h_input_tokens']);
  if (fiveMinutes !== undefined && hour !== undefined) {
    return { cacheWrite5m: fiveMinutes, cacheWrite1h: hour };
  }
  if (former !== undefined) {
    return { cacheWrite5m: former.cacheWrite5m, cacheWrite1h: former.cacheWrite1h };
  }
  // Five minutes is what the API does unless it is told otherwise, and we never do.
  return { cacheWrite5m: countOf(usage['cache_creation_input_tokens']) ?? 0, cacheWrite1h: 0 };
}
