import type { LedgerEntry, LedgerReader } from '../../src/core/cost/budget-store.ts';
import { noTokens, type TokenUsage } from '../../src/core/cost/token-usage.ts';
import { someCall } from './budget-requests.ts';
import { modelSums, modelTasks } from './ledger-model.ts';

/** A ledger that adds up entry by entry. */
export function memoryLedger(entries: readonly LedgerEntry[]): LedgerReader {
  return {
    sum: async (query) => modelSums(entries, query),
    countTasks: async (query) => modelTasks(entries, query),
    entries: async function* ({ from, to }) {
      yield* entries.filter(({ at }) => at >= from && at < to);
    },
  };
}

/** What a test says of an entry. */
type EntryChanges = Partial<Omit<LedgerEntry, 'at' | 'call' | 'usage'>> & {
  readonly call?: Partial<LedgerEntry['call']>;
  readonly usage?: Partial<TokenUsage>;
};

/** An entry of the ledger at a moment in ISO 8601; a measured success that cost nothing, unless changed. */
export function entryAt(at: string, { call, usage, ...changes }: EntryChanges = {}): LedgerEntry {
  return {
    id: `entry at ${at}`,
    at: Date.parse(at),
    modelName: 'sonnet',
    model: 'test-sonnet',
    provider: 'anthropic',
    attempt: 1,
    cost: 0,
    basis: 'measured',
    outcome: 'succeeded',
    priceSource: 'test',
    ...changes,
    call: { ...someCall, ...call },
    usage: { ...noTokens, ...usage },
  };
}
