import { type BudgetStanding, budgetStanding } from '../../core/cost/budget-pressure.ts';
import type { BudgetSettings } from '../../core/cost/budget-settings.ts';
import type {
  BudgetStore,
  BudgetWindow,
  WindowKind,
  WindowState,
} from '../../core/cost/budget-store.ts';
import { type Money, money } from '../money.ts';

/** How the budget stands, as `aqe budget --json` prints it. */
export interface BudgetReport {
  /** UTC. */
  readonly at: string;
  readonly timeZone: string;
  /** False when `routing.costTracking.enabled` is: nothing is counted then, and no limit holds. */
  readonly enforced: boolean;
  readonly pressure: BudgetStanding['pressure'];
  readonly degradeAtPercent: number | null;
  /** The limit of each single task. */
  readonly perTask: Money | null;
  readonly windows: readonly WindowReport[];
}

/** One calendar window. */
export interface WindowReport {
  readonly kind: Exclude<WindowKind, 'task'>;
  /** Null where there is no limit. */
  readonly limit: Money | null;
  readonly spent: Money;
  /** Held for calls that are running. */
  readonly reserved: Money;
  /** What the next call may cost; null without a limit. */
  readonly left: Money | null;
  /** What is spent and reserved, in tenths of a percent of the limit, rounded down; null without a limit, or with one of 0. */
  readonly usedPerMille: number | null;
  /** Percentages at which people are told, and which are reached. */
  readonly alertsReached: readonly number[];
  /** UTC. */
  readonly resetsAt: string;
}

/** What a report is made from. */
export interface BudgetRequest {
  readonly budget: BudgetSettings;
  readonly enforced: boolean;
  /** The windows that now is in. */
  readonly windows: readonly BudgetWindow[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Looks at the windows; holds nothing, ends no lease. Rejects with AqeError STORE_…. */
export async function buildBudgetReport(
  store: Pick<BudgetStore, 'windows'>,
  { budget, enforced, windows, now }: BudgetRequest,
): Promise<BudgetReport> {
  const states = await store.windows(windows.map(({ key }) => key));
  const { limits, timeZone, degradeAtPercent } = budget;
  return {
    at: new Date(now).toISOString(),
    timeZone,
    enforced,
    pressure: budgetStanding(windows, states, degradeAtPercent).pressure,
    degradeAtPercent: degradeAtPercent ?? null,
    perTask: limits.task === undefined ? null : money(limits.task),
    windows: windows.flatMap((window, index) => windowReport(window, states[index])),
  };
}

function windowReport(window: BudgetWindow, state: WindowState | undefined): WindowReport[] {
  const { kind, limit, endsAt, alertPercents } = window;
  if (kind === 'task' || endsAt === undefined) return [];
  const { spent, reserved } = state ?? { spent: 0, reserved: 0 };
  const used = spent + reserved;
  return [
    {
      kind,
      limit: limit === undefined ? null : money(limit),
      spent: money(spent),
      reserved: money(reserved),
      left: limit === undefined ? null : money(Math.max(0, limit - used)),
      usedPerMille: limit === undefined || limit === 0 ? null : Math.floor((used * 1000) / limit),
      alertsReached:
        limit === undefined ? [] : alertPercents.filter((percent) => used * 100 >= percent * limit),
      resetsAt: new Date(endsAt).toISOString(),
    },
  ];
}
