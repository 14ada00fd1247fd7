import type { CallPurpose, CostBasis } from '../../core/cost/billing.ts';
import type { LedgerEntry } from '../../core/cost/budget-store.ts';
import type { TokenUsage } from '../../core/cost/token-usage.ts';
import { numberOf, optionalTextOf, type Row, textOf } from './rows.ts';

const purposes: readonly CallPurpose[] = ['answer', 'escalation', 'classifier'];
const bases: readonly CostBasis[] = ['measured', 'estimated', 'worst-case'];
const outcomes: readonly LedgerEntry['outcome'][] = ['succeeded', 'failed', 'aborted', 'expired'];

/** A row of the ledger as an entry. */
export function entryOf(row: Row): LedgerEntry {
  return {
    id: textOf(row, 'id'),
    at: numberOf(row, 'at'),
    call: {
      taskId: textOf(row, 'task_id'),
      taskType: textOf(row, 'task_type'),
      agentType: textOf(row, 'agent_type'),
      agentId: optionalTextOf(row, 'agent_id'),
      variant: textOf(row, 'variant'),
      purpose: oneOf(purposes, row, 'purpose'),
    },
    modelName: textOf(row, 'model_name'),
    model: textOf(row, 'model'),
    provider: textOf(row, 'provider'),
    attempt: numberOf(row, 'attempt'),
    usage: usageOf(row),
    cost: numberOf(row, 'cost'),
    basis: oneOf(bases, row, 'basis'),
    outcome: oneOf(outcomes, row, 'outcome'),
    priceSource: textOf(row, 'price_source'),
  };
}

/** The token columns of a row, whose names may have something before them. */
export function usageOf(row: Row, prefix: 'measured_' | 'estimated_' | '' = ''): TokenUsage {
  return {
    input: numberOf(row, `${prefix}input`),
    output: numberOf(row, `${prefix}output`),
    cacheRead: numberOf(row, `${prefix}cache_read`),
    cacheWrite5m: numberOf(row, `${prefix}cache_write_5m`),
    cacheWrite1h: numberOf(row, `${prefix}cache_write_1h`),
  };
}

function oneOf<T extends string>(known: readonly T[], row: Row, column: string): T {
  const value = known.find((one) => one === row[column]);
  if (value === undefined) throw new Error(`${column} has an unknown value`);
  return value;
}
