import type { BudgetStore, LedgerReader } from '../../core/cost/budget-store.ts';
import { emptyStore } from '../store/empty-store.ts';
import { openConnection, type OpenOptions } from './open-connection.ts';
import { sqliteBudgetStore } from './sqlite-budget-store.ts';
import { sqliteLedgerReader } from './sqlite-ledger-reader.ts';

/**
 * Opens the money tables in a fleet's SQLite file; what has none and is to stay as it is answers as an empty store would.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function openSqliteStore(options: OpenOptions): Promise<BudgetStore & LedgerReader> {
  const connection = await openConnection(options);
  if (connection === undefined) return emptyStore;
  return {
    ...sqliteBudgetStore(connection),
    ...sqliteLedgerReader(connection),
    close: async () => void connection.database.close(),
  };
}
