import type { Column } from '../../../cli/table.ts';
import { amountColumn } from '../../amount-column.ts';
import { percentOf } from '../../shares.ts';
import type { Comparison, CostsReport, PriceDifference } from '../costs-report.ts';

/** One row of the comparison with the baseline. */
interface ComparisonRow {
  readonly kind: keyof Comparison;
  readonly difference: PriceDifference;
}

/** The comparison with the baseline, for people. */
export interface ComparisonTable {
  readonly rows: readonly ComparisonRow[];
  readonly columns: readonly Column<ComparisonRow>[];
  /** What the comparison is, and what it is not. */
  readonly notes: readonly string[];
}

const kinds = ['measured', 'estimated', 'total'] as const;

/** Undefined without a baseline. */
export function comparisonTable({ baseline, total }: CostsReport): ComparisonTable | undefined {
  const { comparison } = total;
  if (baseline === null || comparison === null) return undefined;
  const rows = kinds.map((kind) => ({ kind, difference: comparison[kind] }));
  return {
    rows,
    columns: [
      { title: 'compared', cell: ({ kind }) => kind },
      amountColumn('ours', rows, ({ difference }) => difference.cost),
      amountColumn(baseline.model, rows, ({ difference }) => difference.baselineCost),
      amountColumn('saved', rows, ({ difference }) => difference.saved),
      { title: 'of its price', align: 'right', cell: ({ difference }) => savedPercent(difference) },
    ],
    notes: [
      `Ours is everything spent: failed attempts, retries and what was asked after an answer that was not accepted included. Against it stand the tokens of the answers, of several the first one's, at the prices of ${baseline.model} (${baseline.priceSource}).`,
      'It compares prices: another model would have used other numbers of tokens, and nothing here measures the quality of its answers.',
      ...(baseline.referencePrices
        ? [`${baseline.model} never existed: its prices are those of documents.`]
        : []),
    ],
  };
}

function savedPercent({ saved, baselineCost }: PriceDifference): string {
  const part = Math.abs(saved.nanoUsd);
  const share = percentOf({ part, whole: baselineCost.nanoUsd });
  if (share === undefined) return '-';
  return saved.nanoUsd < 0 ? `-${share}` : share;
}
