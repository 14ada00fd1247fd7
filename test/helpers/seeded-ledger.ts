import Database from 'libsql';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import type { CallIdentity } from '../../src/core/cost/billing.ts';
import type { Settlement } from '../../src/core/cost/budget-store.ts';
import { noTokens, type TokenUsage } from '../../src/core/cost/token-usage.ts';
import { LEASE_MS, someCall, wish } from './budget-requests.ts';

/** An attempt as tests tell it; what is left out does not matter to them. */
export interface SeededAttempt {
  /** ISO 8601. */
  readonly at: string;
  readonly model: string;
  readonly provider?: string;
  readonly call?: Partial<CallIdentity>;
  readonly usage?: Partial<TokenUsage>;
  /** Nano-dollars. */
  readonly cost: number;
  readonly basis?: Settlement['basis'];
  readonly outcome?: Settlement['outcome'] | 'expired';
}

/** Books attempts in the SQLite file of a project, each through reserve and settle. */
export async function seedLedger(path: string, attempts: readonly SeededAttempt[]): Promise<void> {
  const store = await openSqliteStore({ path, absent: 'create' });
  for (const [index, attempt] of attempts.entries()) {
    const {
      model,
      provider = 'anthropic',
      cost,
      basis = 'measured',
      outcome = 'succeeded',
    } = attempt;
    const now = Date.parse(attempt.at);
    const id = `attempt-${index}`;
    const call = { ...someCall, ...attempt.call };
    // oxlint-disable-next-line no-await-in-loop -- the ledger has an order
    await store.reserve(wish(id, { now: now - LEASE_MS, amount: cost, call, model, provider }));
    const usage = { ...noTokens, ...attempt.usage };
    // oxlint-disable-next-line no-await-in-loop -- the ledger has an order
    await (outcome === 'expired'
      ? store.expire(now)
      : store.settle({ id, now, cost, usage, basis, outcome }));
  }
  await store.close();
  moveLogInto(path);
}

/** libsql lets go of a database when its statements are collected, and only then is the log moved into the file: whenever that is. */
function moveLogInto(path: string): void {
  const database = new Database(path);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}
