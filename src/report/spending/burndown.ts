import { budgetWindows } from '../../core/cost/budget-windows.ts';
import type { BudgetSettings } from '../../core/cost/budget-settings.ts';
import type { BudgetStore, BudgetWindow, LedgerReader } from '../../core/cost/budget-store.ts';
import { firstOfMonth, mondayOf } from '../../core/cost/calendar-spans.ts';
import { type ZoneCalendar, zoneCalendar } from '../../core/zone-calendar.ts';
import { buildBudgetReport, type WindowReport } from '../budget/budget-report.ts';
import { money } from '../money.ts';
import { slicesOf } from '../slices.ts';
import { spentOf, splitOf } from './split.ts';
import type { BudgetBurndown, WindowBurndown } from './spending-report.ts';

/** Whose budget it is. */
export interface BurndownRequest {
  readonly budget: BudgetSettings;
  readonly enforced: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Store = Pick<BudgetStore, 'windows'> & Pick<LedgerReader, 'sum'>;

/** How the windows of now came to what they are. Rejects with AqeError STORE_…. */
export async function buildBurndown(
  store: Store,
  { budget, enforced, now }: BurndownRequest,
): Promise<BudgetBurndown> {
  const windows = budgetWindows(budget).at(now);
  const report = await buildBudgetReport(store, { budget, enforced, windows, now });
  const { timeZone, pressure } = report;
  const calendar = zoneCalendar(timeZone);
  const limited = await Promise.all(
    report.windows.map(async (window) => {
      const alertPercents = windows.find(({ kind }) => kind === window.kind)?.alertPercents ?? [];
      return calendar === undefined
        ? []
        : burndownOf(window, { store, alertPercents, calendar, now });
    }),
  );
  return { timeZone, enforced, pressure, windows: limited.flat() };
}

interface Place {
  readonly store: Store;
  readonly alertPercents: BudgetWindow['alertPercents'];
  readonly calendar: ZoneCalendar;
  readonly now: number;
}

async function burndownOf(
  window: WindowReport,
  { store, alertPercents, calendar, now }: Place,
): Promise<readonly WindowBurndown[]> {
  const { kind, limit, left } = window;
  if (limit === null || left === null) return [];
  const from = calendar.startOf(firstDays[kind](calendar.dayOf(now)));
  const slices = slicesOf({ from, to: now + 1 }, { calendar, now });
  const sums = await Promise.all(
    slices.map(async (slice) => store.sum({ from: slice.from, to: slice.to, by: ['provider'] })),
  );
  let rest = limit.nanoUsd;
  const course = slices.map(({ from: start }, index) => {
    const at = new Date(start).toISOString();
    const before = money(rest);
    rest -= spentOf(splitOf(sums[index] ?? []));
    return { at, left: before };
  });
  course.push({ at: new Date(now).toISOString(), left });
  return [{ ...window, limit, left, alertPercents, from: new Date(from).toISOString(), course }];
}

/** The first day of a window that a day is in. */
const firstDays: Readonly<Record<WindowReport['kind'], (day: string) => string>> = {
  day: (day) => day,
  week: mondayOf,
  month: firstOfMonth,
};
