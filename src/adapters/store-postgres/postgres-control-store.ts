import type { AuditTrail } from '../../core/flags/audit-trail.ts';
import type { FlagChange, FlagChangeOutcome, FlagStore } from '../../core/flags/flag-store.ts';
import { noFlags } from '../../core/flags/no-flags.ts';
import { FORGOTTEN_AFTER_MS, type ReplicaRegistry } from '../../core/flags/replica-registry.ts';
import type { ControlStore } from '../../core/flags/control-store.ts';
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
import type { Listen } from './notification-listener.ts';
import type { PostgresConnection } from './postgres-connection.ts';

/** Flags, replicas and audit trail in the tables of a database; see {@link ControlStore}. */
export function postgresControlStore(connection: PostgresConnection, listen: Listen): ControlStore {
  return {
    flags: flagStore(connection, listen),
    replicas: registry(connection),
    audit: trail(connection),
  };
}

/** Channels belong to a database: fleets in several schemas of one wake each other, which only costs them a look. */
const CHANNEL = 'aqe_flags';

const readSql = `SELECT ${flagColumns} FROM aqe_flags`;

/** One statement, so that it is made as a whole or not at all. Whoever waited for the row finds its generation gone. */
const changeSql = `
WITH
  changed AS (
    UPDATE aqe_flags SET generation = $1, change_id = $2, content = $3, updated_at = $4, updated_by = $5, reason = $6
    WHERE generation = $1::bigint - 1 RETURNING ${flagColumns}
  ),
  noted AS (
    INSERT INTO aqe_audit (id, at, actor, action, reason, details)
    SELECT $2, $4, $5, $7, $6, $8 FROM changed ON CONFLICT (id) DO NOTHING
  )
SELECT changed.*, pg_notify('${CHANNEL}', generation::text) FROM changed`;

function flagStore(connection: PostgresConnection, listen: Listen): FlagStore {
  return {
    read: async () => {
      const row = await flagRow(connection);
      return row === undefined ? noFlags : sharedFlagsOf(row);
    },
    change: async (change) => changed(connection, change),
    listen: (wake) => listen(CHANNEL, wake),
  };
}

async function flagRow(connection: PostgresConnection): Promise<Row | undefined> {
  const [row] = await connection.read({ name: 'aqe flags', text: readSql, values: [] });
  return row;
}

async function changed(
  connection: PostgresConnection,
  change: FlagChange,
): Promise<FlagChangeOutcome> {
  const values = changeValues(change);
  const [done] = await connection.change({ name: 'aqe change flags', text: changeSql, values });
  if (done !== undefined) return { kind: 'changed', flags: sharedFlagsOf(done) };
  const row = await flagRow(connection);
  if (row === undefined) return { kind: 'conflict', flags: noFlags };
  return {
    // The answer to the same statement may have been lost on its way.
    kind: row['change_id'] === change.id ? 'changed' : 'conflict',
    flags: sharedFlagsOf(row),
  };
}

const reportSql = `
WITH forgotten AS (DELETE FROM aqe_replicas WHERE expires_at < $6)
INSERT INTO aqe_replicas (id, name, report, seen_at, expires_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET
  name = excluded.name, report = excluded.report, seen_at = excluded.seen_at, expires_at = excluded.expires_at`;

const liveSql =
  'SELECT id, name, report, seen_at FROM aqe_replicas WHERE expires_at > $1 ORDER BY name, id';

function registry(connection: PostgresConnection): ReplicaRegistry {
  return {
    report: async (report, { now, leaseMs }) => {
      const values = [...reportValues(report), now, now + leaseMs, now - FORGOTTEN_AFTER_MS];
      await connection.change({ name: 'aqe report', text: reportSql, values });
    },
    live: async (now) => {
      const rows = await connection.read({ name: 'aqe live', text: liveSql, values: [now] });
      return rows.map(replicaOf);
    },
    leave: async (id) => {
      const text = 'DELETE FROM aqe_replicas WHERE id = $1';
      await connection.change({ name: 'aqe leave', text, values: [id] });
    },
  };
}

const appendSql = `
INSERT INTO aqe_audit (id, at, actor, action, reason, details)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`;

const listSql = `
SELECT id, at, actor, action, reason, details FROM aqe_audit
WHERE $1::text IS NULL OR action = $1 ORDER BY seq DESC LIMIT $2`;

function trail(connection: PostgresConnection): AuditTrail {
  return {
    append: async (entry) => {
      await connection.change({ name: 'aqe append', text: appendSql, values: auditValues(entry) });
    },
    list: async ({ limit, action }) => {
      const values = [action ?? null, limit];
      const rows = await connection.read({ name: 'aqe audit', text: listSql, values });
      return rows.map(auditEntryOf);
    },
  };
}
