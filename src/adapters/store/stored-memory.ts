import { AccessLevel } from '../../core/memory/access.ts';
import type { MemoryRow, PartitionStats } from '../../core/memory/memory-entries.ts';
import { numberOf, optionalTextOf, type Row, textOf } from './rows.ts';

/** The values of an entry, in the order of the columns. */
export function memoryValues(row: MemoryRow): readonly unknown[] {
  const { key, partition, value, metadata, createdAt, expiresAt } = row;
  const { owner, accessLevel, teamId, swarmId } = row;
  return [
    key,
    partition,
    value,
    metadata,
    createdAt,
    expiresAt,
    owner,
    accessLevel,
    teamId,
    swarmId,
  ];
}

/** An entry as a database gave it. */
export function memoryRowOf(row: Row): MemoryRow {
  return {
    key: textOf(row, 'key'),
    partition: textOf(row, 'partition'),
    value: textOf(row, 'value'),
    metadata: optionalTextOf(row, 'metadata') ?? null,
    createdAt: numberOf(row, 'created_at'),
    expiresAt: row['expires_at'] === null ? null : numberOf(row, 'expires_at'),
    owner: optionalTextOf(row, 'owner') ?? 'system',
    accessLevel: accessLevelOf(row),
    teamId: optionalTextOf(row, 'team_id') ?? null,
    swarmId: optionalTextOf(row, 'swarm_id') ?? null,
  };
}

/** What is in a partition, as a database counted it. */
export function partitionStatsOf(row: Row): PartitionStats {
  return {
    partition: textOf(row, 'partition'),
    entries: numberOf(row, 'entries'),
    expired: numberOf(row, 'expired'),
    size: numberOf(row, 'size'),
  };
}

/** A level that nobody knows lets nobody in but the owner. */
function accessLevelOf(row: Row): AccessLevel {
  const level = row['access_level'];
  return Object.values(AccessLevel).find((known) => known === level) ?? AccessLevel.PRIVATE;
}
