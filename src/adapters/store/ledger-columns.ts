import type { LedgerDimension } from '../../core/cost/budget-store.ts';

/** The columns that sums are kept by, beside `slot`. */
export const sumKeys = ['model', 'provider', 'agent_type', 'task_type', 'variant'] as const;

export const tokenColumns = [
  'input',
  'output',
  'cache_read',
  'cache_write_5m',
  'cache_write_1h',
] as const;

/** What both the ledger and its sums have to add up. */
export const countColumns: readonly string[] = [
  ...tokenColumns,
  'cost',
  'calls',
  'failed_calls',
  'estimated_cost',
  'failed_cost',
];

/** In sums alone: the tokens of answers, first as they were measured, then as they were estimated. */
export const answerColumns: readonly string[] = ['measured_', 'estimated_'].flatMap((prefix) =>
  tokenColumns.map((column) => prefix + column),
);

/** The column of a dimension. */
export const columnOf: Readonly<Record<LedgerDimension, string>> = {
  model: 'model',
  provider: 'provider',
  agent: 'agent_type',
  'task-type': 'task_type',
  variant: 'variant',
};
