import type { BudgetReport, WindowReport } from '../budget/budget-report.ts';
import type { CostFigures, CostsReport } from '../costs/costs-report.ts';
import type { Money } from '../money.ts';
import type { ReportedPeriod } from '../reported-period.ts';

/** What was spent in a period, as `aqe report costs --json` prints it. */
export interface SpendingReport {
  readonly report: 'costs';
  readonly period: ReportedPeriod;
  /** When it was made, in UTC. */
  readonly at: string;
  /** False when nothing was ever recorded: zeros mean then that nobody counted. */
  readonly recorded: boolean;
  readonly total: SpendingTotal;
  readonly overTime: readonly SpendingSlice[];
  readonly byModel: readonly SpendingGroup[];
  readonly byAgent: readonly SpendingGroup[];
  readonly byTaskType: readonly SpendingGroup[];
  readonly byVariant: readonly SpendingGroup[];
  /** Null without a baseline. Simulated answers are part of it. */
  readonly savings: Savings | null;
  readonly budget: BudgetBurndown;
}

/** Money by what kind of number it is. */
export interface Split {
  /** By the provider's own token counts. */
  readonly measured: Money;
  /** Estimated, or charged in full because nobody told the tokens. */
  readonly estimated: Money;
  /** What the simulator answered: nobody was billed. */
  readonly simulated: Money;
}

export interface SpendingTotal extends Split {
  /** Measured and estimated. */
  readonly spent: Money;
  readonly calls: number;
  readonly failedCalls: number;
  /** Different tasks, without simulated ones. */
  readonly tasks: number;
  /** `spent` by `tasks`, rounded to the nano-dollar; null without tasks. */
  readonly costPerTask: Money | null;
  /** For attempts that did not succeed; simulated ones are part of it. */
  readonly failedCost: Money;
}

/** An hour, a day or a week. */
export interface SpendingSlice extends Split {
  readonly label: string;
  /** UTC. */
  readonly from: string;
  readonly byModel: readonly { readonly model: string; readonly cost: Money }[];
}

/** One model, agent type, task type or variant; the dearest first. */
export interface SpendingGroup extends Split {
  readonly name: string;
  readonly calls: number;
  /** Different tasks, simulated ones included. */
  readonly tasks: number;
}

interface Savings {
  readonly baseline: NonNullable<CostsReport['baseline']>;
  readonly comparison: NonNullable<CostFigures['comparison']>;
}

/** How the budget stands now, and how it got there. */
export interface BudgetBurndown extends Pick<BudgetReport, 'timeZone' | 'enforced' | 'pressure'> {
  /** Those with a limit. */
  readonly windows: readonly WindowBurndown[];
}

/** One window since it began. */
export interface WindowBurndown extends WindowReport {
  readonly limit: Money;
  readonly left: Money;
  /** UTC. */
  readonly from: string;
  readonly alertPercents: readonly number[];
  /** What was left at these moments, by the ledger; the last one is now. */
  readonly course: readonly { readonly at: string; readonly left: Money }[];
}
