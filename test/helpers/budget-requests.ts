import { onTestFinished } from 'vitest';
import type { CallIdentity } from '../../src/core/cost/billing.ts';
import type {
  BudgetStore,
  BudgetWindow,
  LedgerEntry,
  LedgerReader,
  ReserveRequest,
  Settlement,
} from '../../src/core/cost/budget-store.ts';
import { noTokens } from '../../src/core/cost/token-usage.ts';

/** What every store adapter offers. */
export type MoneyStore = BudgetStore & LedgerReader;

/** Data that nobody else uses. */
export interface StorePlace {
  /** One more handle on the same data. */
  open(): Promise<MoneyStore>;
}

/** Opens a handle that is closed when the test ends. */
export async function openedAt(place: StorePlace): Promise<MoneyStore> {
  const store = await place.open();
  onTestFinished(async () => store.close());
  return store;
}

/** What is spent and held in a window. */
export async function stateOf(
  store: MoneyStore,
  key = 'day',
): Promise<{ spent: number; reserved: number }> {
  const [state] = await store.windows([key]);
  if (state === undefined) throw new Error('no state');
  return { spent: state.spent, reserved: state.reserved };
}

/** A moment for tests: 2026-11-25T10:00:00Z, the beginning of a slot. */
export const START = Date.UTC(2026, 10, 25, 10);
export const LEASE_MS = 60_000;

/** Whose call it is, when that does not matter. */
export const someCall: CallIdentity = {
  taskId: 'task-1',
  taskType: 'unit-tests',
  agentType: 'test-generator',
  agentId: 'agent-7',
  variant: 'stable',
  purpose: 'answer',
};

/** A window with a limit in nano-dollars. */
export function limited(key: string, limit: number | undefined, ...alerts: number[]): BudgetWindow {
  return { kind: 'day', key, limit, endsAt: START + 86_400_000, alertPercents: alerts };
}

/** A wish to hold 100 nano-dollars in no window. */
export function wish(id: string, changes: Partial<ReserveRequest> = {}): ReserveRequest {
  return {
    id,
    now: START,
    leaseMs: LEASE_MS,
    amount: 100,
    windows: [],
    call: someCall,
    modelName: 'claude-haiku-4.5',
    model: 'claude-haiku-4-5-20251001',
    provider: 'anthropic',
    attempt: 1,
    priceSource: 'test',
    ...changes,
  };
}

/** A measured success that cost 40 nano-dollars. */
export function ending(id: string, changes: Partial<Settlement> = {}): Settlement {
  return {
    id,
    now: START + 1000,
    cost: 40,
    usage: { ...noTokens, input: 20, output: 4 },
    basis: 'measured',
    outcome: 'succeeded',
    ...changes,
  };
}

/** All that the ledger has, or what lies in a range. */
export async function entriesOf(
  store: LedgerReader,
  range: { readonly from: number; readonly to: number } = { from: 0, to: START * 2 },
): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for await (const entry of store.entries(range)) entries.push(entry);
  return entries;
}
