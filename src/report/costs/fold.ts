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
  /** The calendar day of a slot, given as its first millisecond. */
  readonly dayOf: (slot: number) => string;
  readonly pricesOf: (model: string) => TokenPrices | undefined;
}

/** The dimensions that the ledger has to sum by, so that {@link foldSums} can do the rest. */
export function ledgerDimensions(by: readonly CostDimension[]): readonly LedgerDimension[] {
  const others = by.map((dimension) => (dimension === 'day' ? 'slot' : dimension));
  return [...new Set<LedgerDimension>(['model', 'provider', ...others])];
}

/** Folds the ledger's sums by {@link ledgerDimensions} into groups, and all of them into one. */
export function foldSums(
  sums: readonly LedgerSum[],
  { by, dayOf, pricesOf }: Folding,
): { readonly total: Tally; readonly groups: readonly TallyGroup[] } {
  const dimensions = ledgerDimensions(by);
  const places = by.map((dimension) =>
    dimensions.indexOf(dimension === 'day' ? 'slot' : dimension),
  );
  const groups = new Map<string, TallyGroup>();
  let total = emptyTally;
  for (const sum of sums) {
    const [model = '', provider = ''] = sum.keys;
    const answerer = { model, provider, prices: pricesOf(model) };
    const values = places.map((place, index) => {
      const value = sum.keys[place] ?? '';
      return by[index] === 'day' ? dayOf(Number(value)) : value;
    });
    const key = JSON.stringify(values);
    const tally = groups.get(key)?.tally ?? emptyTally;
    groups.set(key, { values, tally: addSum(tally, sum, answerer) });
    total = addSum(total, sum, answerer);
  }
  return { total, groups: [...groups.values()] };
}
