import { randomUUID } from 'node:crypto';
import type { FleetSettings } from '../config/settings/fleet-settings.ts';
import { storeTarget } from '../config/settings/store-target.ts';
import type { CallIdentity, Charge, Meter } from '../core/cost/billing.ts';
import { budgetMeter } from '../core/cost/budget-meter.ts';
import { type BudgetSettings, budgetSettings } from '../core/cost/budget-settings.ts';
import type { BudgetStore, LedgerReader } from '../core/cost/budget-store.ts';
import { type BudgetWindows, budgetWindows } from '../core/cost/budget-windows.ts';
import { dearestPrices } from '../core/cost/dearest-prices.ts';
import type { StoreOptions } from '../core/cost/store-target.ts';
import { noTokens, type TokenUsage } from '../core/cost/token-usage.ts';
import { estimateCost } from '../core/routing/estimate-cost.ts';
import type { ModelSelection } from '../core/routing/model-selection.ts';
import type { RoutedModel } from '../core/routing/routed-model.ts';
import { AqeError } from '../errors.ts';
import { ANSWER_TOKENS } from '../fleet/agent/model-question.ts';
import { type CostEntry, dollarsOf } from '../fleet/money/cost-entry.ts';
import { type BudgetReport, buildBudgetReport } from '../report/budget/budget-report.ts';
import type { CostDimension, CostsReport } from '../report/costs/costs-report.ts';
import type { FleetConfig } from './fleet-config.ts';
import { type Machine, thisMachine } from './machine.ts';
import { readConfig } from './read-config.ts';

/** What a tracker shares with a fleet. */
export interface CostTrackerParts {
  readonly machine: Machine;
  readonly settings: () => Promise<FleetSettings>;
  /** Money of the simulator is kept apart. */
  readonly simulated: () => Promise<boolean>;
}

/** How the budget stands for one more call. */
export interface BudgetCheck extends BudgetReport {
  /** False when a limit is used up. */
  readonly allowed: boolean;
  /** What the next call may cost, in nano-dollars; null without limits. */
  readonly remaining: number | null;
}

/** Whose usage is tracked. */
export type Tracked = Partial<Pick<CallIdentity, 'taskId' | 'taskType' | 'agentType' | 'agentId'>>;

/** What models cost: a face of the ledger and the budgets in the fleet's database. */
export class CostTracker {
  readonly #parts: CostTrackerParts;

  /** @param config what has `database` and `routing` */
  constructor(config: FleetConfig | string = {}, parts: Partial<CostTrackerParts> = {}) {
    const machine = parts.machine ?? thisMachine();
    this.#parts = {
      machine,
      settings: parts.settings ?? (async () => (await readConfig(config, machine)).settings),
      simulated: parts.simulated ?? (async () => false),
    };
  }

  /**
   * Books a call that was made without the fleet. It is booked whatever the limits say: the money is spent.
   * @throws AqeError USAGE for a model that nobody selected here, STORE_UNAVAILABLE
   */
  async track(
    selection: ModelSelection,
    used: Partial<TokenUsage>,
    whose: Tracked = {},
  ): Promise<CostEntry> {
    const { clock } = this.#parts.machine;
    const usage = { ...noTokens, ...used };
    const call: CallIdentity = {
      taskId: randomUUID(),
      taskType: 'tracked',
      agentType: 'tracked',
      ...whose,
      variant: 'stable',
      purpose: 'answer',
    };
    const model = await this.#model(selection.modelName);
    const { cost, basis } = await this.#with('create', async (store) =>
      booked(await this.#meterOf(store), { call, model, usage }),
    );
    return {
      id: `${call.taskId}/1`,
      taskId: call.taskId,
      taskType: call.taskType,
      agentId: call.agentId ?? '',
      modelName: model.name,
      timestamp: clock.now(),
      cost: dollarsOf(cost),
      nanoDollars: cost,
      tokens: usage,
      basis,
    };
  }

  /**
   * What was spent in a period: `24h`, `7d`, `today`, `week`, `month`, `2026-11` or `2026-11-01..2026-11-15`, as for `aqe costs --period`.
   * @throws AqeError USAGE, STORE_UNAVAILABLE
   */
  async getCosts(period = '7d', by: readonly CostDimension[] = ['model']): Promise<CostsReport> {
    const { clock, ports } = this.#parts.machine;
    const { costs } = await this.#parts.settings();
    const { timeZone } = costs;
    const [{ buildCostsReport }, { reportPeriod }, { zoneCalendar }] = await Promise.all([
      import('../report/costs/build-costs-report.ts'),
      import('../report/costs/period.ts'),
      import('../core/zone-calendar.ts'),
    ]);
    const calendar = zoneCalendar(timeZone);
    if (calendar === undefined) {
      throw new AqeError('CONFIG_INVALID', `no time zone is called ${timeZone}`);
    }
    const catalogue = await ports.catalogue();
    const models = await this.#models();
    const request = {
      period: reportPeriod(period, { calendar, now: clock.now().getTime() }),
      timeZone,
      calendar,
      by,
      baseline: undefined,
      pricesOf: (id: string) =>
        models.find(({ model }) => model === id)?.prices ?? catalogue.find(id)?.prices,
    };
    return this.#with('empty', async (store) => buildCostsReport(store, request));
  }

  /** The same as text. @throws AqeError USAGE, STORE_UNAVAILABLE */
  async exportReport(format: 'json' | 'csv', period = '7d'): Promise<string> {
    const report = await this.getCosts(period);
    if (format === 'json') return JSON.stringify(report, null, 2);
    const { renderCsv } = await import('../report/costs/render/csv.ts');
    return renderCsv(report);
  }

  /**
   * How the budget stands before one more call. It holds nothing: calls of a fleet hold their money by themselves.
   * @param modelName with it, `allowed` asks for room for a whole answer of this model
   * @throws AqeError USAGE for a model that nobody knows, STORE_UNAVAILABLE
   */
  async checkBudget(modelName?: string): Promise<BudgetCheck> {
    const { costs } = await this.#parts.settings();
    const windows = await this.#windows(budgetSettings(costs));
    const now = this.#parts.machine.clock.now().getTime();
    const report = await this.#with('empty', async (store) =>
      buildBudgetReport(store, {
        budget: budgetSettings(costs),
        enforced: costs.enabled,
        windows: windows.at(now),
        now,
      }),
    );
    const left = report.windows.flatMap(({ left: room }) => (room === null ? [] : [room.nanoUsd]));
    const remaining = left.length === 0 ? null : Math.min(...left);
    const needed = modelName === undefined ? 1 : await this.#answerCost(modelName);
    return { ...report, allowed: remaining === null || remaining >= needed, remaining };
  }

  async #answerCost(modelName: string): Promise<number> {
    const cost = estimateCost(await this.#model(modelName), { input: 0, output: ANSWER_TOKENS });
    // Without a price no limit can be kept.
    return cost ?? Number.POSITIVE_INFINITY;
  }

  async #models(): Promise<readonly RoutedModel[]> {
    const { routerSetup } = await import('../config/settings/router-settings.ts');
    const { routing } = await this.#parts.settings();
    return routerSetup(routing, await this.#parts.machine.ports.catalogue()).settings.models;
  }

  async #model(wanted: string): Promise<RoutedModel> {
    const models = await this.#models();
    const found = models.find(({ name, model }) => name === wanted || model === wanted);
    if (found !== undefined) return found;
    throw new AqeError('USAGE', `no model is called "${wanted}"`, {
      hint: `Known here: ${models.map(({ name }) => name).join(', ')}.`,
    });
  }

  async #windows(budget: BudgetSettings): Promise<BudgetWindows> {
    return budgetWindows(budget, (await this.#parts.simulated()) ? 'simulated' : '');
  }

  /** A meter that refuses nothing: what was spent is booked. */
  async #meterOf(store: BudgetStore): Promise<Meter> {
    const { clock, ports } = this.#parts.machine;
    const budget = budgetSettings((await this.#parts.settings()).costs);
    const limits = { task: undefined, day: undefined, week: undefined, month: undefined };
    return budgetMeter({
      store,
      windows: await this.#windows({ ...budget, limits }),
      fallback: dearestPrices(await ports.catalogue()),
      clock,
      scheduler: await ports.scheduler(),
      newId: randomUUID,
      onAlert: () => undefined,
    });
  }

  async #with<T>(
    absent: StoreOptions['absent'],
    work: (store: BudgetStore & LedgerReader) => Promise<T>,
  ): Promise<T> {
    const { cwd, ports } = this.#parts.machine;
    const { database } = await this.#parts.settings();
    const store = await ports.store(storeTarget(database), { cwd, absent });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }
}

interface Booking {
  readonly call: CallIdentity;
  readonly model: RoutedModel;
  readonly usage: TokenUsage;
}

async function booked(meter: Meter, { call, model, usage }: Booking): Promise<Charge> {
  const input = usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
  const attempt = await meter.open({
    call,
    model,
    attempt: 1,
    // A hold of nothing is none.
    inputTokens: Math.max(1, input),
    maxTokens: usage.output,
  });
  return attempt.settle({
    outcome: 'succeeded',
    usage,
    usageIsFinal: true,
    mayBeBilled: true,
    outputCharacters: 0,
  });
}
