import type { AuditEntry } from '../../src/core/flags/audit-trail.ts';
import type { ControlStore } from '../../src/core/flags/control-store.ts';
import type { FlagChange, FlagStore, SharedFlags } from '../../src/core/flags/flag-store.ts';
import { noFlags } from '../../src/core/flags/no-flags.ts';
import type { Replica, ReplicaRegistry } from '../../src/core/flags/replica-registry.ts';

/** What several handles share. */
export class MemoryControl {
  shared: SharedFlags = noFlags;
  lastChange = '';
  readonly audit: AuditEntry[] = [];
  readonly replicas = new Map<string, { readonly replica: Replica; readonly expiresAt: number }>();
  readonly wakes = new Set<() => void>();
}

/** A store in memory, held to the same contract as those on disk. */
export function memoryControlStore(data = new MemoryControl()): ControlStore {
  return {
    flags: flagStore(data),
    replicas: registry(data),
    audit: {
      append: async (entry) => append(data, entry),
      list: async ({ limit, action }) =>
        data.audit.filter((one) => action === undefined || one.action === action).slice(0, limit),
    },
  };
}

function flagStore(data: MemoryControl): FlagStore {
  return {
    read: async () => data.shared,
    change: async (change) => {
      if (change.id === data.lastChange) return { kind: 'changed', flags: data.shared };
      if (change.expected !== data.shared.generation)
        return { kind: 'conflict', flags: data.shared };
      apply(data, change);
      return { kind: 'changed', flags: data.shared };
    },
    listen: (wake) => {
      data.wakes.add(wake);
      return async () => void data.wakes.delete(wake);
    },
  };
}

function apply(data: MemoryControl, change: FlagChange): void {
  const { id, expected, content, at, by, reason, action } = change;
  const generation = expected + 1;
  data.shared = { ...content, generation, updatedAt: at, updatedBy: by, reason };
  data.lastChange = id;
  append(data, {
    id,
    at,
    by,
    action,
    reason,
    details: { ...change.details, generation, ...content },
  });
  for (const wake of data.wakes) wake();
}

function append({ audit }: MemoryControl, entry: AuditEntry): void {
  if (audit.every(({ id }) => id !== entry.id)) audit.unshift(entry);
}

function registry({ replicas }: MemoryControl): ReplicaRegistry {
  return {
    report: async (report, { now, leaseMs }) =>
      void replicas.set(report.id, {
        replica: { ...report, seenAt: now },
        expiresAt: now + leaseMs,
      }),
    live: async (now) =>
      [...replicas.values()]
        .filter(({ expiresAt }) => expiresAt > now)
        .map(({ replica }) => replica)
        .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    leave: async (id) => void replicas.delete(id),
  };
}
