import type { WindowKind } from './budget-store.ts';

/** Limits, alerts and the calendar that they follow. */
export interface BudgetSettings {
  /** Nano-dollars; undefined where there is no limit. */
  readonly limits: Readonly<Record<WindowKind, number | undefined>>;
  /** Percentages of a limit at which people are told, ascending. */
  readonly alertPercents: Readonly<Record<WindowKind, readonly number[]>>;
  /** An IANA time zone. */
  readonly timeZone: string;
  /** Percent of a limit from which cheaper models are taken; undefined: never. */
  readonly degradeAtPercent: number | undefined;
}

/** The same as a configuration says it: US dollars, and the alerts that are its own. */
export interface WrittenBudget {
  readonly limits: {
    readonly perTask: number | undefined;
    readonly daily: number | undefined;
    readonly weekly: number | undefined;
    readonly monthly: number | undefined;
  };
  readonly alertPercents: { readonly daily: number; readonly monthly: number };
  readonly timeZone: string;
  readonly degradeAtPercent: number | undefined;
}

/** People are told at these percentages too, whatever is configured. */
const ALWAYS_TOLD = [90, 100];
const NANO_PER_DOLLAR = 1e9;

/** What a configuration says, in nano-dollars. A week is told of at the day's percentage; a task that is full is refused, and needs no alert. */
export function budgetSettings(written: WrittenBudget): BudgetSettings {
  const { limits, alertPercents, timeZone, degradeAtPercent } = written;
  const daily = toldAt(alertPercents.daily);
  return {
    limits: {
      task: nanoDollars(limits.perTask),
      day: nanoDollars(limits.daily),
      week: nanoDollars(limits.weekly),
      month: nanoDollars(limits.monthly),
    },
    alertPercents: { task: [], day: daily, week: daily, month: toldAt(alertPercents.monthly) },
    timeZone,
    degradeAtPercent,
  };
}

/** Nearest is exact: a limit of up to two million dollars is off by less than half a nano-dollar as a binary fraction. */
function nanoDollars(dollars: number | undefined): number | undefined {
  return dollars === undefined ? undefined : Math.round(dollars * NANO_PER_DOLLAR);
}

function toldAt(percent: number): readonly number[] {
  return [...new Set([percent, ...ALWAYS_TOLD])]
    .filter((each) => each > 0)
    .toSorted((a, b) => a - b);
}
