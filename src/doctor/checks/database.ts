import { resolve } from 'node:path';
import type { PostgresState, PostgresTarget, SqliteState } from '../../core/ports.ts';
import type { Check, Subject } from '../check.ts';
import { databaseSettings } from '../../config/effective/database-settings.ts';

const name = 'database';
const POSTGRES_TIMEOUT_MS = 5000;

/** The fleet's database answers. Nothing is created in it and nothing is changed. */
export async function database(subject: Subject): Promise<Check> {
  const { config, env, cwd, databases, signal } = subject;
  if (config.kind === 'failed') {
    return { name, status: 'skipped', message: 'no configuration says which database' };
  }
  const settings = databaseSettings(config.value, env);
  switch (settings.type) {
    case 'sqlite': {
      const { filename } = settings;
      return ofSqlite(await databases.sqlite(resolve(cwd, filename)), filename);
    }
    case 'postgres': {
      const { target } = settings;
      return ofPostgres(
        await databases.postgres(target, { timeoutMs: POSTGRES_TIMEOUT_MS, signal }),
        target,
      );
    }
    case 'other': {
      return {
        name,
        status: 'failed',
        message: `database.type is ${settings.named}, which is not supported`,
        hint: 'Use sqlite on one host, postgres for more.',
      };
    }
  }
}

/** Tables of 1.0.4's `Database` and of its memory manager: a fleet's file has one of them. */
const fleetTables = ['fleets', 'memory_entries'];

function ofSqlite(state: SqliteState, file: string): Check {
  switch (state.kind) {
    case 'absent': {
      return {
        name,
        status: 'warning',
        message: `SQLite: ${file} does not exist yet`,
        hint: 'A fleet that has run has one. Start aqe in the folder that 1.0.4 was started in, or correct database.filename.',
      };
    }
    case 'busy': {
      return {
        name,
        status: 'warning',
        message: `SQLite: ${file} is locked by another process and was not examined`,
        hint: 'Run aqe doctor again when the fleet is not writing.',
      };
    }
    case 'unreadable': {
      return {
        name,
        status: 'failed',
        message: `SQLite: cannot read ${file}: ${state.reason}`,
        hint: 'Check database.filename and who may read the file.',
      };
    }
    case 'damaged': {
      return {
        name,
        status: 'failed',
        message: `SQLite: ${file} is damaged or no database: ${state.reason}`,
        hint: 'Restore it from a backup: aqe backup list',
      };
    }
    case 'open': {
      return ofTables(state.tables, file);
    }
  }
}

function ofTables(tables: readonly string[], file: string): Check {
  if (fleetTables.some((table) => tables.includes(table))) {
    const message = `SQLite: ${file} opens, no damage found, tables: ${tables.length}`;
    return { name, status: 'ok', message };
  }
  if (tables.length === 0) {
    return { name, status: 'ok', message: `SQLite: ${file} opens and is empty` };
  }
  return {
    name,
    status: 'warning',
    message: `SQLite: ${file} opens but has none of the tables of a 1.0.4 fleet`,
    hint: 'Is it the right file? Check database.filename.',
  };
}

const postgresHints = {
  unreachable: 'Is the server running, and are database.host and database.port right?',
  timeout: 'The address accepts connections but nothing answers. Is it PostgreSQL?',
  credentials: 'Check database.username and database.password, or DB_USER and DB_PASSWORD.',
  missing: 'Create it, or correct database.database (DB_NAME).',
  failed: 'See the log of the server.',
} as const;

function ofPostgres(state: PostgresState, { host, port, database: named }: PostgresTarget): Check {
  const where = `PostgreSQL: ${named} on ${host}:${port}`;
  if (state.kind === 'open') {
    return { name, status: 'ok', message: `${where} answers, version ${state.version}` };
  }
  return {
    name,
    status: 'failed',
    message: `${where}: ${state.reason}`,
    hint: postgresHints[state.kind],
  };
}
