import { expect } from 'vitest';
import type { MoneyStore } from './budget-requests.ts';
import { type SimulationReport, simulateBudget } from './budget-simulation.ts';

type Totals = Omit<SimulationReport, 'problems'>;

/** Plays one run after the other, and compares the ledger of them all with their logs. */
export async function simulateBudgets(
  store: MoneyStore,
  seeds: readonly number[],
): Promise<Totals> {
  let totals: Totals = { spent: 0, opened: 0, refused: 0, crashed: 0, late: 0 };
  for (const seed of seeds) {
    const { problems, ...report } = await simulateBudget(store, seed);
    expect(problems, `seed ${seed}`).toEqual([]);
    totals = plus(totals, report);
  }
  const [sum] = await store.sum({ from: 0, to: Number.MAX_SAFE_INTEGER, by: [] });
  expect(sum).toMatchObject({ cost: totals.spent, calls: totals.opened });
  return totals;
}

/** The sum of two. */
export function plus(one: Totals, other: Totals): Totals {
  return {
    spent: one.spent + other.spent,
    opened: one.opened + other.opened,
    refused: one.refused + other.refused,
    crashed: one.crashed + other.crashed,
    late: one.late + other.late,
  };
}
