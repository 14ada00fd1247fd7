import type { ChalkInstance } from 'chalk';
import { type Column, renderTable } from '../../cli/table.ts';
import type { PartitionStats } from '../../core/memory/memory-entries.ts';

const columns: readonly Column<PartitionStats>[] = [
  { title: 'partition', cell: ({ partition }) => JSON.stringify(partition).slice(1, -1) },
  { title: 'entries', align: 'right', cell: ({ entries }) => String(entries) },
  { title: 'expired', align: 'right', cell: ({ expired }) => String(expired) },
  { title: 'characters', align: 'right', cell: ({ size }) => String(size) },
];

/** What is in each partition, as text. */
export function renderStats(partitions: readonly PartitionStats[], style: ChalkInstance): string {
  return partitions.length === 0 ? 'The memory is empty.' : renderTable(partitions, columns, style);
}
