import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { budgetMeter, type MeterParts } from '../../src/core/cost/budget-meter.ts';
import { budgetSettings, type WrittenBudget } from '../../src/core/cost/budget-settings.ts';
import type { BudgetAlert } from '../../src/core/cost/budget-store.ts';
import { budgetWindows } from '../../src/core/cost/budget-windows.ts';
import { unrecordedMeter } from '../../src/core/cost/unrecorded-meter.ts';
import { AqeError } from '../../src/errors.ts';
import { attemptEnd, attemptPlan, sonnet } from '../helpers/attempt-plan.ts';
import { entriesOf, type MoneyStore, START, stateOf } from '../helpers/budget-requests.ts';
import { ManualScheduler } from '../helpers/manual-scheduler.ts';
import { project } from '../helpers/project.ts';

const fallback = {
  prices: { input: 9000, output: 90_000, cacheRead: 900, cacheWrite5m: 9000, cacheWrite1h: 9000 },
  source: 'dearest',
};
/** What {@link attemptPlan} holds, and {@link attemptEnd} costs. */
const HELD = 1350 * 3000 + 1000 * 15_000;
const COST = 900 * 3000 + 200 * 15_000;
const day = 'day:2026-11-25@UTC';

interface Desk {
  readonly store: MoneyStore;
  readonly parts: MeterParts;
  readonly scheduler: ManualScheduler;
  readonly alerts: BudgetAlert[];
}

async function desk(
  limits: Partial<WrittenBudget['limits']> = {},
  changes: Partial<MeterParts> = {},
): Promise<Desk> {
  const store = await openSqliteStore({ path: project().path('fleet.db'), absent: 'create' });
  onTestFinished(async () => store.close());
  const scheduler = new ManualScheduler();
  const alerts: BudgetAlert[] = [];
  const windows = budgetWindows(
    budgetSettings({
      limits: { perTask: undefined, daily: 1, weekly: undefined, monthly: undefined, ...limits },
      alertPercents: { daily: 2, monthly: 90 },
      timeZone: 'UTC',
      degradeAtPercent: undefined,
    }),
  );
  let ids = 0;
  const parts: MeterParts = {
    store,
    windows,
    fallback,
    scheduler,
    clock: { now: () => new Date(START + scheduler.monotonic()) },
    newId: () => `id-${(ids += 1)}`,
    onAlert: (alert) => alerts.push(alert),
    ...changes,
  };
  return { store, parts, scheduler, alerts };
}

/** A store of which one method does something else. */
const broken = (store: MoneyStore, changes: Partial<MoneyStore>): MoneyStore => ({
  ...store,
  ...changes,
});

describe(budgetMeter, () => {
  it('holds the worst case before an attempt, and books what it cost after it', async () => {
    const { store, parts } = await desk();
    const attempt = await budgetMeter(parts).open(attemptPlan({ attempt: 2 }));
    expect(attempt.reserved).toBe(HELD);
    expect(await stateOf(store, day)).toEqual({ spent: 0, reserved: HELD });
    const charge = await attempt.settle(attemptEnd());
    expect(charge).toMatchObject({ cost: COST, basis: 'measured' });
    expect(await stateOf(store, day)).toEqual({ spent: COST, reserved: 0 });
    expect(await entriesOf(store)).toMatchObject([
      { id: 'id-1', at: START, cost: COST, attempt: 2, outcome: 'succeeded', priceSource: 'test' },
    ]);
  });

  it('settles once, and answers the same again', async () => {
    const { store, parts } = await desk();
    const attempt = await budgetMeter(parts).open(attemptPlan());
    const [charge, again] = await Promise.all([
      attempt.settle(attemptEnd()),
      attempt.settle(attemptEnd({ outcome: 'failed' })),
    ]);
    expect(again).toEqual(charge);
    expect(await attempt.settle(attemptEnd({ mayBeBilled: false }))).toEqual(charge);
    expect(await entriesOf(store)).toHaveLength(1);
  });

  it('says which limit, what is spent, held and needed, and when it resets', async () => {
    const { store, parts } = await desk({ daily: 0.02, monthly: 50 });
    const meter = budgetMeter(parts);
    const attempt = await meter.open(attemptPlan());
    await attempt.settle(attemptEnd());
    const refusal: unknown = await meter.open(attemptPlan()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AqeError);
    expect(refusal).toMatchObject({
      code: 'BUDGET_EXCEEDED',
      details: {
        window: 'day',
        unit: 'nano-dollars',
        limit: 20_000_000,
        spent: COST,
        reserved: 0,
        needed: HELD,
        resetsAt: Date.UTC(2026, 10, 26),
      },
      message:
        'the daily limit of $0.02 has no room: $0.0057 spent, $0.00 reserved, up to $0.01905 needed',
      hint: 'It resets at 2026-11-26 00:00 (UTC). A lower --max-tokens or a cheaper model needs less; the limit is routing.costTracking.budgetLimits.daily.',
    });
    expect(await stateOf(store, day)).toEqual({ spent: COST, reserved: 0 });
  });

  it('says that the limit of a task does not reset', async () => {
    const { parts } = await desk({ perTask: 0.001 });
    await expect(budgetMeter(parts).open(attemptPlan())).rejects.toMatchObject({
      details: { window: 'task', resetsAt: null },
      message: expect.stringContaining('the limit per task of $0.001 '),
      hint: expect.not.stringContaining('resets'),
    });
  });

  it('counts retries of a task into its limit', async () => {
    const { parts } = await desk({ perTask: 0.02 });
    const meter = budgetMeter(parts);
    const first = await meter.open(attemptPlan());
    await first.settle(attemptEnd({ outcome: 'failed' }));
    await expect(meter.open(attemptPlan({ attempt: 2 }))).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
      details: { spent: COST },
    });
    const other = { ...attemptPlan().call, taskId: 'task-2' };
    expect(await meter.open(attemptPlan({ call: other }))).toMatchObject({ reserved: HELD });
  });

  it('tells of thresholds once', async () => {
    const { parts, alerts } = await desk();
    const meter = budgetMeter(parts);
    for (let n = 0; n < 3; n += 1) await meter.open(attemptPlan());
    expect(alerts).toMatchObject([{ window: { kind: 'day' }, percent: 2, reserved: 2 * HELD }]);
  });

  it('tells of a threshold that only the cost reached', async () => {
    const { parts, alerts } = await desk();
    const attempt = await budgetMeter(parts).open(attemptPlan());
    const usage = { ...sonnetTokens, output: 100_000 };
    await attempt.settle(attemptEnd({ usage }));
    expect(alerts.map(({ percent }) => percent)).toEqual([2, 90, 100]);
  });

  it('refuses a model whose price nobody knows while limits have to be kept', async () => {
    const { store, parts } = await desk();
    const model = { ...sonnet, prices: undefined };
    await expect(budgetMeter(parts).open(attemptPlan({ model }))).rejects.toMatchObject({
      code: 'PRICE_UNKNOWN',
    });
    expect(await entriesOf(store)).toEqual([]);
  });

  it('charges the dearest price without limits, and marks it', async () => {
    const { store, parts } = await desk({ daily: undefined });
    const model = { ...sonnet, prices: undefined };
    const attempt = await budgetMeter(parts).open(attemptPlan({ model }));
    await attempt.settle(attemptEnd());
    expect(await entriesOf(store)).toMatchObject([
      { cost: 900 * 9000 + 200 * 90_000, priceSource: 'dearest' },
    ]);
  });

  it('keeps a hold for as long as the attempt takes, and no longer', async () => {
    const { store, parts, scheduler } = await desk();
    const attempt = await budgetMeter(parts).open(attemptPlan());
    await scheduler.advance(10 * 60_000);
    expect(await store.expire(START + scheduler.monotonic())).toBe(0);
    await attempt.settle(attemptEnd());
    expect(scheduler.pending).toBe(0);
    expect(await stateOf(store, day)).toEqual({ spent: COST, reserved: 0 });
  });

  it('charges a hold in full whose owner is heard of no more', async () => {
    const { store, parts } = await desk();
    await budgetMeter(parts).open(attemptPlan());
    expect(await store.expire(START + 59_999)).toBe(0);
    expect(await store.expire(START + 60_000)).toBe(1);
    expect(await stateOf(store, day)).toEqual({ spent: HELD, reserved: 0 });
  });

  it('renews through a store that is away for a while', async () => {
    let away = 2;
    const { store, parts, scheduler } = await desk();
    const flaky = broken(store, {
      renew: async (id, until) => {
        away -= 1;
        if (away >= 0) throw new AqeError('STORE_UNAVAILABLE', 'away');
        return store.renew(id, until);
      },
    });
    await budgetMeter({ ...parts, store: flaky }).open(attemptPlan());
    await scheduler.advance(60_000);
    expect(away).toBe(-1);
    expect(await store.expire(START + 60_000 + 59_999)).toBe(0);
    expect(await store.expire(START + 60_000 + 60_000)).toBe(1);
  });

  it('renews no more when the hold has ended, and corrects the charge at the end', async () => {
    const { store, parts, scheduler } = await desk();
    const attempt = await budgetMeter(parts).open(attemptPlan());
    await store.expire(START + 60_000);
    await scheduler.advance(20_000);
    expect(scheduler.pending).toBe(0);
    await attempt.settle(attemptEnd());
    expect(await stateOf(store, day)).toEqual({ spent: COST, reserved: 0 });
  });

  it('does not renew what was settled while a renewal was on its way', async () => {
    const { store, parts, scheduler } = await desk();
    const answers: (() => void)[] = [];
    const slow = broken(store, {
      renew: async () =>
        new Promise((resolve) => {
          answers.push(() => {
            resolve(true);
          });
        }),
    });
    const attempt = await budgetMeter({ ...parts, store: slow }).open(attemptPlan());
    await scheduler.advance(20_000);
    await attempt.settle(attemptEnd());
    for (const answer of answers) answer();
    expect(answers).toHaveLength(1);
    await scheduler.advance(60_000);
    expect(scheduler.pending).toBe(0);
  });

  it('can be asked again when the store did not answer', async () => {
    let away = true;
    const { store, parts, scheduler } = await desk();
    const flaky = broken(store, {
      settle: async (settlement) => {
        if (away) throw new AqeError('STORE_UNAVAILABLE', 'away');
        return store.settle(settlement);
      },
    });
    const attempt = await budgetMeter({ ...parts, store: flaky }).open(attemptPlan());
    await expect(attempt.settle(attemptEnd())).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(scheduler.pending).toBe(0);
    away = false;
    expect(await attempt.settle(attemptEnd())).toMatchObject({ cost: COST });
    expect(await stateOf(store, day)).toEqual({ spent: COST, reserved: 0 });
  });
});

const sonnetTokens = { input: 900, output: 200, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

describe(unrecordedMeter, () => {
  it('says what an attempt cost, and holds nothing', async () => {
    const attempt = await unrecordedMeter(fallback).open(attemptPlan());
    expect(attempt.reserved).toBe(0);
    expect(await attempt.settle(attemptEnd())).toMatchObject({ cost: COST, basis: 'measured' });
  });

  it('takes the dearest price for a model without one', async () => {
    const plan = attemptPlan({ model: { ...sonnet, prices: undefined } });
    const attempt = await unrecordedMeter(fallback).open(plan);
    expect(await attempt.settle(attemptEnd())).toMatchObject({ cost: 900 * 9000 + 200 * 90_000 });
  });

  it('refuses what could pass its limit, all attempts together', async () => {
    const meter = unrecordedMeter(fallback, HELD + COST);
    const first = await meter.open(attemptPlan());
    expect(first.reserved).toBe(HELD);
    const charge = await first.settle(attemptEnd());
    expect(await first.settle(attemptEnd({ outcome: 'failed' }))).toBe(charge);
    await (await meter.open(attemptPlan({ attempt: 2 }))).settle(attemptEnd());
    await expect(meter.open(attemptPlan({ attempt: 3 }))).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
      details: expect.objectContaining({ spent: 2 * COST, needed: HELD }),
    });
  });

  it('keeps no limit without a price', async () => {
    const plan = attemptPlan({ model: { ...sonnet, prices: undefined } });
    await expect(unrecordedMeter(fallback, HELD).open(plan)).rejects.toMatchObject({
      code: 'PRICE_UNKNOWN',
    });
  });
});
