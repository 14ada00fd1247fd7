import { type LedgerQuery, SLOT_MS } from '../../core/cost/budget-store.ts';

const DAY_MS = 86_400_000;

/**
 * A range cut into what the tables have sums of: whole days of UTC, whole slots before and behind them, and what is left at both ends. Five half-open
 * ranges, any of them may be empty: days ?1–?2, slots ?3–?4 and ?5–?6, entries ?7–?8 and ?9–?10.
 */
export function partsOf({ from, to }: LedgerQuery): number[] {
  const [firstSlot, lastSlot] = within(from, to, SLOT_MS);
  const [firstDay, lastDay] = within(firstSlot, lastSlot, DAY_MS);
  return [firstDay, lastDay, firstSlot, firstDay, lastDay, lastSlot, from, firstSlot, lastSlot, to];
}

/** The whole units between two moments; where there are none, both at the end. */
function within(from: number, to: number, unit: number): [number, number] {
  const first = Math.ceil(from / unit) * unit;
  const last = Math.floor(to / unit) * unit;
  return first < last ? [first, last] : [to, to];
}
