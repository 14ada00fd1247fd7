import type Database from 'libsql';
import type { AuditTrail } from '../../core/flags/audit-trail.ts';
import type { ControlStore } from '../../core/flags/control-store.ts';
import type { FlagChange, FlagChangeOutcome, FlagStore } from '../../core/flags/flag-store.ts';
import { noFlags } from '../../core/flags/no-flags.ts';
import { FORGOTTEN_AFTER_MS, type ReplicaRegistry } from '../../core/flags/replica-registry.ts';
import { lazily } from '../../core/lazily.ts';
import type { Row } from '../store/rows.ts';
import {
  auditEntryOf,
  auditValues,
  changeValues,
  flagColumns,
  replicaOf,
  reportValues,
  sharedFlagsOf,
} from '../store/stored-control.ts';
import { reading, type SqliteConnection, transaction } from './sqlite-connection.ts';
import { allRows, oneRow } from './sqlite-rows.ts';
import { watchChanges } from './watch-changes.ts';

/** Flags, replicas and audit trail in the tables of an open file; see {@link ControlStore}. */
export function sqliteControlStore(connection: SqliteConnection): ControlStore {
  const statements = lazily(() => prepared(connection.database));
  return {
    flags: flagStore(connection, statements),
    replicas: registry(connection, statements),
    audit: trail(connection, statements),
  };
}

type Statements = ReturnType<typeof prepared>;

function prepared(database: Database.Database) {
  return {
    read: database.prepare(`SELECT ${flagColumns} FROM aqe_flags`),
    change: database.prepare(`
      UPDATE aqe_flags SET generation = ?1, change_id = ?2, content = ?3, updated_at = ?4, updated_by = ?5, reason = ?6
      WHERE generation = ?1 - 1 RETURNING ${flagColumns}`),
    append: database.prepare(`
      INSERT INTO aqe_audit (id, at, actor, action, reason, details) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`),
    list: database.prepare(`
      SELECT id, at, actor, action, reason, details FROM aqe_audit
      WHERE ?1 IS NULL OR action = ?1 ORDER BY seq DESC LIMIT ?2`),
    report: database.prepare(`
      INSERT INTO aqe_replicas (id, name, report, seen_at, expires_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, report = excluded.report, seen_at = excluded.seen_at, expires_at = excluded.expires_at`),
    forget: database.prepare('DELETE FROM aqe_replicas WHERE expires_at < ?'),
    live: database.prepare(
      'SELECT id, name, report, seen_at FROM aqe_replicas WHERE expires_at > ? ORDER BY name, id',
    ),
    leave: database.prepare('DELETE FROM aqe_replicas WHERE id = ?'),
  };
}

function flagStore(connection: SqliteConnection, statements: () => Statements): FlagStore {
  return {
    read: async () =>
      reading(connection, () => {
        const row = oneRow(statements().read, []);
        return row === undefined ? noFlags : sharedFlagsOf(row);
      }),
    change: async (change) => transaction(connection, () => changed(statements(), change)),
    listen: (wake) => {
      const stop = watchChanges(connection.database, wake);
      return async () => {
        stop();
      };
    },
  };
}

function changed({ read, change, append }: Statements, wanted: FlagChange): FlagChangeOutcome {
  const values = changeValues(wanted);
  const row = oneRow(change, values.slice(0, 6));
  if (row === undefined) return outcomeOf(oneRow(read, []), wanted);
  const [, id, , at, by, reason, action, details] = values;
  append.run([id, at, by, action, reason, details]);
  return { kind: 'changed', flags: sharedFlagsOf(row) };
}

function outcomeOf(row: Row | undefined, { id }: FlagChange): FlagChangeOutcome {
  if (row === undefined) return { kind: 'conflict', flags: noFlags };
  return {
    kind: row['change_id'] === id ? 'changed' : 'conflict',
    flags: sharedFlagsOf(row),
  };
}

function registry(connection: SqliteConnection, statements: () => Statements): ReplicaRegistry {
  return {
    report: async (report, { now, leaseMs }) =>
      transaction(connection, () => {
        statements().report.run([...reportValues(report), now, now + leaseMs]);
        statements().forget.run([now - FORGOTTEN_AFTER_MS]);
      }),
    live: async (now) =>
      reading(connection, () => allRows(statements().live, [now]).map(replicaOf)),
    leave: async (id) => transaction(connection, () => void statements().leave.run([id])),
  };
}

function trail(connection: SqliteConnection, statements: () => Statements): AuditTrail {
  return {
    append: async (entry) =>
      transaction(connection, () => void statements().append.run([...auditValues(entry)])),
    list: async ({ limit, action }) =>
      reading(connection, () =>
        allRows(statements().list, [action ?? null, limit]).map(auditEntryOf),
      ),
  };
}
