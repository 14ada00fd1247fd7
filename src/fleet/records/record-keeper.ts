import type { FleetPartition } from '../../core/memory/partitions.ts';

/** Keeps records of what a fleet does, in the partitions of its memory that 1.0.5 adds. */
export interface RecordKeeper {
  /** Returns at once: a record that cannot be kept is told to the log, and fails no task. @param id unique in the partition */
  keep(partition: FleetPartition, id: string, value: object): void;
}
