import type { LedgerDimension, LedgerSum } from '../../core/cost/budget-store.ts';
import type { TokenPrices } from '../../core/cost/catalogue.ts';
import type { CostDimension } from './costs-report.ts';
import { addSum, emptyTally, type Tally } from './tally.ts';

/** Sums that share the values of the dimensions that were asked for. */
export interface TallyGroup {
  /** In the order of the dimensions. */
  readonly values: readonly string[];
  readonly tally: Tally;
}

/** What sums are folded by. */
export interface Folding {
  readonly by: readonly CostDimension[];
  readonly pricesOf: (model: string) => TokenPrices | undefined;
}

/** The dimensions that the ledger has to sum by, so that {@link foldSums} can do the rest. */
export function ledgerDimensions(by: readonly CostDimension[]): readonly LedgerDimension[] {
  const others = by.filter((dimension) => dimension !== 'day');
  return [...new Set<LedgerDimension>(['model', 'provider', ...others])];
}

/** A sum of the ledger, and the day that it was asked for. */
export interface DaySum {
  readonly day: string;
  readonly sum: LedgerSum;
}

/** Folds the ledger's sums by {@link ledgerDimensions} into groups, and all of them into one. */
export function foldSums(
  sums: readonly DaySum[],
  { by, pricesOf }: Folding,
): { readonly total: Tally; readonly groups: readonly TallyGroup[] } {
  const dimensions = ledgerDimensions(by);
  const valueOf = (dimension: CostDimension, { day, sum }: DaySum): string =>
    dimension === 'day' ? day : (sum.keys[dimensions.indexOf(dimension)] ?? '');
  const groups = new Map<string, TallyGroup>();
  let total = emptyTally;
  for (const part of sums) {
    const { sum } = part;
    const [model = '', provider = ''] = sum.keys;
    const answerer = { model, provider, prices: pricesOf(model) };
    const values = by.map((dimension) => valueOf(dimension, part));
    const key = JSON.stringify(values);
    const tally = groups.get(key)?.tally ?? emptyTally;
    groups.set(key, { values, tally: addSum(tally, sum, answerer) });
    total = addSum(total, sum, answerer);
  }
  return { total, groups: [...groups.values()] };
}
