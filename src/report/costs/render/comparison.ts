import type { Column } from '../../../cli/table.ts';
import { percentOf } from '../../shares.ts';
import type { Comparison, CostsReport, PriceDifference } from '../costs-report.ts';
import { dollars, type Money } from '../../money.ts';
import { mostDecimals, padDecimals } from './decimals.ts';

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
  const amounts = rows.flatMap(({ difference: { cost, baselineCost } }) => [cost, baselineCost]);
  const digits = mostDecimals(amounts.map(dollars));
  const amount = (value: Money): string => padDecimals(dollars(value), digits);
  return {
    rows,
    columns: [
      { title: 'compared', cell: ({ kind }) => kind },
      column('ours', ({ cost }) => amount(cost)),
      column(baseline.model, ({ baselineCost }) => amount(baselineCost)),
      column('saved', ({ saved }) => amount(saved)),
      column('of its price', savedPercent),
    ],
    notes: [
      `Ours is everything spent, failed attempts and retries included; against it stand the tokens of the answers at the prices of ${baseline.model} (${baseline.priceSource}).`,
      'It compares prices: another model would have used other numbers of tokens, and nothing here measures the quality of its answers.',
      ...(baseline.referencePrices
        ? [`${baseline.model} never existed: its prices are those of documents.`]
        : []),
    ],
  };
}

function column(
  title: string,
  cell: (difference: PriceDifference) => string,
): Column<ComparisonRow> {
  return { title, align: 'right', cell: ({ difference }) => cell(difference) };
}

function savedPercent({ saved, baselineCost }: PriceDifference): string {
  const part = Math.abs(saved.nanoUsd);
  const share = percentOf({ part, whole: baselineCost.nanoUsd });
  if (share === undefined) return '-';
  return saved.nanoUsd < 0 ? `-${share}` : share;
}
