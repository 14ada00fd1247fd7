import type { AuditEntry } from '../../core/flags/audit-trail.ts';
import type { FlagChange, SharedFlags } from '../../core/flags/flag-store.ts';
import { fieldsOf } from '../../core/flags/fields-of.ts';
import { parseFlagContent, parseFlags, parseSources } from '../../core/flags/parse-flags.ts';
import type { Replica, ReplicaReport } from '../../core/flags/replica-registry.ts';
import { numberOf, type Row, textOf } from './rows.ts';

/** The columns of `aqe_flags` that {@link sharedFlagsOf} reads. */
export const flagColumns = 'generation, change_id, content, updated_at, updated_by, reason';

/** A row of `aqe_flags`. */
export function sharedFlagsOf(row: Row): SharedFlags {
  return {
    ...parseFlagContent(JSON.parse(textOf(row, 'content'))),
    generation: numberOf(row, 'generation'),
    updatedAt: numberOf(row, 'updated_at'),
    updatedBy: textOf(row, 'updated_by'),
    reason: textOf(row, 'reason'),
  };
}

/** The values of `generation, change_id, content, updated_at, updated_by, reason, action, details` after a change. */
export function changeValues(change: FlagChange): readonly unknown[] {
  const { id, expected, content, at, by, reason, action } = change;
  const generation = expected + 1;
  const details = { ...change.details, generation, ...content };
  return [generation, id, JSON.stringify(content), at, by, reason, action, JSON.stringify(details)];
}

/** The values of `id, name, report` of a replica. */
export function reportValues({ id, name, ...rest }: ReplicaReport): readonly unknown[] {
  return [id, name, JSON.stringify(rest)];
}

/** A row of `aqe_replicas`. */
export function replicaOf(row: Row): Replica {
  const report = fieldsOf(JSON.parse(textOf(row, 'report')));
  const problem = report['problem'];
  return {
    id: textOf(row, 'id'),
    name: textOf(row, 'name'),
    version: String(report['version']),
    startedAt: Number(report['startedAt']),
    generation: Number(report['generation']),
    features: parseFlags(report['features']),
    sources: parseSources(report['sources']),
    ...(typeof problem === 'string' ? { problem } : {}),
    seenAt: numberOf(row, 'seen_at'),
  };
}

/** The values of `id, at, actor, action, reason, details` of an entry. */
export function auditValues(entry: AuditEntry): readonly unknown[] {
  const { id, at, by, action, reason, details } = entry;
  return [id, at, by, action, reason, JSON.stringify(details ?? null)];
}

/** A row of `aqe_audit`. */
export function auditEntryOf(row: Row): AuditEntry {
  const details: unknown = JSON.parse(textOf(row, 'details'));
  return {
    id: textOf(row, 'id'),
    at: numberOf(row, 'at'),
    by: textOf(row, 'actor'),
    action: textOf(row, 'action'),
    reason: textOf(row, 'reason'),
    details,
  };
}
