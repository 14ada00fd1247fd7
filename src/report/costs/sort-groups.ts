import type { CostDimension } from './costs-report.ts';
import type { TallyGroup } from './fold.ts';

/** Dimension by dimension: days as they came, all else the dearest first. */
export function inOrder(
  groups: readonly TallyGroup[],
  by: readonly CostDimension[],
): readonly TallyGroup[] {
  const costs = prefixCosts(groups);
  return groups.toSorted((one, other) => {
    for (const [place, dimension] of by.entries()) {
      const [a, b] = [one.values.slice(0, place + 1), other.values.slice(0, place + 1)];
      const byCost = dimension === 'day' ? 0 : costOf(costs, b) - costOf(costs, a);
      const difference = byCost === 0 ? compareText(a[place] ?? '', b[place] ?? '') : byCost;
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** What all groups cost together that begin with the same values. */
function prefixCosts(groups: readonly TallyGroup[]): ReadonlyMap<string, number> {
  const costs = new Map<string, number>();
  for (const { values, tally } of groups) {
    for (const place of values.keys()) {
      const prefix = JSON.stringify(values.slice(0, place + 1));
      costs.set(prefix, (costs.get(prefix) ?? 0) + tally.cost);
    }
  }
  return costs;
}

function costOf(costs: ReadonlyMap<string, number>, prefix: readonly string[]): number {
  return costs.get(JSON.stringify(prefix)) ?? 0;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
