import type { FleetStore } from '../../core/fleet-store.ts';
import { emptyStore } from '../store/empty-store.ts';
import { openConnection, type OpenOptions } from './open-connection.ts';
import { sqliteBudgetStore } from './sqlite-budget-store.ts';
import { sqliteControlStore } from './sqlite-control-store.ts';
import { sqliteLedgerReader } from './sqlite-ledger-reader.ts';
import { sqliteFeedbackLog } from './sqlite-feedback-log.ts';
import { sqliteMemory } from './sqlite-memory.ts';
import { sqliteOutcomeLog } from './sqlite-outcome-log.ts';
import { sqliteTaskQueue } from './sqlite-task-queue.ts';

/**
 * Opens the tables of 1.0.5 in a fleet's SQLite file; what has none and is to stay as it is answers as an empty store would.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function openSqliteStore(options: OpenOptions): Promise<FleetStore> {
  const connection = await openConnection(options);
  if (connection === undefined) return emptyStore;
  return {
    ...sqliteBudgetStore(connection),
    ...sqliteLedgerReader(connection),
    ...sqliteControlStore(connection),
    tasks: sqliteTaskQueue(connection),
    outcomes: sqliteOutcomeLog(connection),
    feedback: sqliteFeedbackLog(connection),
    memory: sqliteMemory(connection),
    close: async () => void connection.database.close(),
  };
}
