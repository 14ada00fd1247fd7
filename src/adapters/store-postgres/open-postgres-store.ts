import type { FleetStore } from '../../core/fleet-store.ts';
import type { PostgresTarget } from '../../core/ports.ts';
import { emptyStore } from '../store/empty-store.ts';
import { postgresBudgetStore } from './postgres-budget-store.ts';
import { postgresConnection, type PostgresPatience } from './postgres-connection.ts';
import { notificationListener } from './notification-listener.ts';
import { postgresControlStore } from './postgres-control-store.ts';
import { postgresLedgerReader } from './postgres-ledger-reader.ts';
import { postgresFeedbackLog } from './postgres-feedback-log.ts';
import { postgresMemory } from './postgres-memory.ts';
import { postgresOutcomeLog } from './postgres-outcome-log.ts';
import { postgresTaskQueue } from './postgres-task-queue.ts';
import { upgradeSchema } from './schema-version.ts';

const usualPatience: PostgresPatience = {
  connectMs: 5000,
  lockMs: 5000,
  statementMs: 30_000,
  totalMs: 30_000,
};

/** How to open a store. */
interface OpenOptions {
  readonly target: PostgresTarget;
  /** What to do where 1.0.5 has recorded nothing yet: `create` the tables; or answer as an `empty` store would, and touch nothing. */
  readonly absent: 'create' | 'empty';
  readonly patience?: PostgresPatience;
}

/**
 * Opens the tables of 1.0.5 in a fleet's PostgreSQL database.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function openPostgresStore(options: OpenOptions): Promise<FleetStore> {
  const { target, absent, patience = usualPatience } = options;
  const connection = postgresConnection(target, patience);
  let isThere = false;
  try {
    isThere = await upgradeSchema(connection, absent === 'create');
  } finally {
    if (!isThere) await connection.close();
  }
  if (!isThere) return emptyStore;
  return {
    ...postgresBudgetStore(connection),
    ...postgresLedgerReader(connection),
    ...postgresControlStore(connection, notificationListener(target)),
    tasks: postgresTaskQueue(connection),
    outcomes: postgresOutcomeLog(connection),
    feedback: postgresFeedbackLog(connection),
    memory: postgresMemory(connection),
    close: async () => connection.close(),
  };
}
