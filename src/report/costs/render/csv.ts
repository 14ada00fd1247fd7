import { csv, type CsvCell } from '../../csv.ts';
import type { CostGroup, CostsReport } from '../costs-report.ts';

type CsvColumn = readonly [title: string, cell: (group: CostGroup) => CsvCell];

const figures: readonly CsvColumn[] = [
  ['cost_nano_usd', ({ cost }) => cost.nanoUsd],
  ['cost_usd', ({ cost }) => cost.usd],
  ['share_per_mille', ({ sharePerMille }) => sharePerMille ?? ''],
  ['calls', ({ calls }) => calls],
  ['failed_calls', ({ failedCalls }) => failedCalls],
  ['tasks', ({ tasks }) => tasks],
  ['cost_per_task_usd', ({ costPerTask }) => costPerTask?.usd ?? ''],
  ['input_tokens', ({ tokens }) => tokens.input],
  ['output_tokens', ({ tokens }) => tokens.output],
  ['cache_read_tokens', ({ tokens }) => tokens.cacheRead],
  ['cache_write_5m_tokens', ({ tokens }) => tokens.cacheWrite5m],
  ['cache_write_1h_tokens', ({ tokens }) => tokens.cacheWrite1h],
  ['failed_cost_usd', ({ failedCost }) => failedCost.usd],
  ['unmeasured_cost_usd', ({ unmeasuredCost }) => unmeasuredCost.usd],
  ['simulated_cost_usd', ({ simulatedCost }) => simulatedCost.usd],
  ['cache_saved_usd', ({ cache }) => cache.net.usd],
];

const compared: readonly CsvColumn[] = [
  ['baseline_cost_usd', ({ comparison }) => comparison?.total.baselineCost.usd ?? ''],
  ['saved_usd', ({ comparison }) => comparison?.total.saved.usd ?? ''],
];

/** One row a group, without the total: a spreadsheet adds up by itself. */
export function renderCsv({ by, groups, baseline }: CostsReport): string {
  const keys = by.map((dimension): CsvColumn => [
    dimension,
    (group) => group.keys[dimension] ?? '',
  ]);
  const columns = [...keys, ...figures, ...(baseline === null ? [] : compared)];
  return csv([
    columns.map(([title]) => title),
    ...groups.map((group) => columns.map(([, cell]) => cell(group))),
  ]);
}
