import { addTokens, noTokens } from '../../core/cost/token-usage.ts';
import type { CallTotals } from '../../core/streaming/events.ts';

/** What no call takes. */
export const noTotals: CallTotals = {
  attempts: [],
  usage: noTokens,
  cost: 0,
  durationMs: 0,
  firstTextMs: undefined,
};

/** What two calls for the same task took, one after the other. */
export function addTotals(before: CallTotals, after: CallTotals): CallTotals {
  const { firstTextMs } = after;
  return {
    attempts: [...before.attempts, ...after.attempts],
    usage: addTokens(before.usage, after.usage),
    cost: before.cost + after.cost,
    durationMs: before.durationMs + after.durationMs,
    firstTextMs: firstTextMs === undefined ? undefined : before.durationMs + firstTextMs,
  };
}
