import type { CostDimension } from '../../report/costs/costs-report.ts';

/** What `aqe costs` was asked for. */
export interface CostsOptions {
  readonly period: string;
  readonly by: readonly CostDimension[];
  readonly baseline?: string | undefined;
  /** Savings by cause, against the baseline. */
  readonly savings?: true | undefined;
  readonly tz?: string | undefined;
  readonly format: 'table' | 'json' | 'csv' | 'md';
  readonly config?: string | undefined;
}
