/** The partitions that 1.0.5 adds, and how many seconds their entries live unless somebody says otherwise. */
const fleetPartitions = {
  /** 30 days. */
  'routing/costs': 2_592_000,
  /** A week. */
  'routing/selections': 604_800,
  /** An hour. */
  'streaming/sessions': 3600,
} as const;
export type FleetPartition = keyof typeof fleetPartitions;
export const fleetPartitionNames: readonly string[] = Object.keys(fleetPartitions);

/** 1.0.4's. */
const DEFAULT_PARTITION = 'default';

/** The partition of a key or a pattern for which none is named: the documents write `routing/costs/%` and mean the partition of that name. */
export function partitionOf(key: string): string {
  return fleetPartitionNames.find((name) => key.startsWith(`${name}/`)) ?? DEFAULT_PARTITION;
}

/** Seconds that an entry of a partition lives; undefined: for ever. */
export function usualTtl(partition: string): number | undefined {
  return isFleetPartition(partition) ? fleetPartitions[partition] : undefined;
}

function isFleetPartition(name: string): name is FleetPartition {
  return Object.hasOwn(fleetPartitions, name);
}
