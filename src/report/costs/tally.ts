import type { LedgerSum } from '../../core/cost/budget-store.ts';
import type { TokenPrices } from '../../core/cost/catalogue.ts';
import { isSimulated } from '../is-simulated.ts';
import { addTokens, noTokens, type TokenUsage } from '../../core/cost/token-usage.ts';

/** Sums of the ledger, and what follows from them and prices alone. Nano-dollars. */
export interface Tally {
  readonly calls: number;
  readonly failedCalls: number;
  readonly cost: number;
  readonly failedCost: number;
  readonly estimatedCost: number;
  readonly simulatedCost: number;
  readonly usage: TokenUsage;
  readonly answers: LedgerSum['answers'];
  readonly cacheReadsSaved: number;
  readonly cacheWritesCost: number;
  readonly unpricedModels: ReadonlySet<string>;
}

/** Nothing. */
export const emptyTally: Tally = {
  calls: 0,
  failedCalls: 0,
  cost: 0,
  failedCost: 0,
  estimatedCost: 0,
  simulatedCost: 0,
  usage: noTokens,
  answers: { measured: noTokens, estimated: noTokens },
  cacheReadsSaved: 0,
  cacheWritesCost: 0,
  unpricedModels: new Set(),
};

/** Whose sum it is. */
interface Answerer {
  readonly model: string;
  readonly provider: string;
  /** Undefined when no price is known. */
  readonly prices: TokenPrices | undefined;
}

/** A tally with one sum of the ledger added. */
export function addSum(tally: Tally, sum: LedgerSum, answerer: Answerer): Tally {
  const cache = cacheEffect(sum.usage, answerer);
  return {
    calls: tally.calls + sum.calls,
    failedCalls: tally.failedCalls + sum.failedCalls,
    cost: tally.cost + sum.cost,
    failedCost: tally.failedCost + sum.failedCost,
    estimatedCost: tally.estimatedCost + sum.estimatedCost,
    simulatedCost: tally.simulatedCost + (isSimulated(answerer.provider) ? sum.cost : 0),
    usage: addTokens(tally.usage, sum.usage),
    answers: {
      measured: addTokens(tally.answers.measured, sum.answers.measured),
      estimated: addTokens(tally.answers.estimated, sum.answers.estimated),
    },
    cacheReadsSaved: tally.cacheReadsSaved + cache.readsSaved,
    cacheWritesCost: tally.cacheWritesCost + cache.writesCost,
    unpricedModels: cache.unpriced
      ? new Set([...tally.unpricedModels, answerer.model])
      : tally.unpricedModels,
  };
}

function cacheEffect(
  { cacheRead, cacheWrite5m, cacheWrite1h }: TokenUsage,
  { prices }: Answerer,
): { readonly readsSaved: number; readonly writesCost: number; readonly unpriced: boolean } {
  if (prices === undefined) {
    const unpriced = cacheRead + cacheWrite5m + cacheWrite1h > 0;
    return { readsSaved: 0, writesCost: 0, unpriced };
  }
  const { input } = prices;
  return {
    readsSaved: cacheRead * (input - prices.cacheRead),
    writesCost:
      cacheWrite5m * (prices.cacheWrite5m - input) + cacheWrite1h * (prices.cacheWrite1h - input),
    unpriced: false,
  };
}
