import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { type BudgetSettings, budgetSettings } from '../../../../src/core/cost/budget-settings.ts';
import type { WindowState } from '../../../../src/core/cost/budget-store.ts';
import { budgetWindows } from '../../../../src/core/cost/budget-windows.ts';
import {
  type BudgetReport,
  buildBudgetReport,
} from '../../../../src/report/budget/budget-report.ts';
import { renderBudget } from '../../../../src/report/budget/render-budget.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const settings: BudgetSettings = budgetSettings({
  limits: { perTask: 0.5, daily: 50, weekly: undefined, monthly: 1000 },
  alertPercents: { daily: 80, monthly: 90 },
  timeZone: 'Europe/Berlin',
  degradeAtPercent: 85,
});

/** What is spent and reserved, in dollars, of the day, the week and the month. */
type Used = readonly (readonly [spent: number, reserved: number])[];

async function report(used: Used, changes: Partial<BudgetSettings> = {}): Promise<BudgetReport> {
  const budget = { ...settings, ...changes };
  const states = (keys: readonly string[]): WindowState[] =>
    keys.map((key, index) => {
      const [spent = 0, reserved = 0] = used[index] ?? [];
      return { key, spent: spent * 1e9, reserved: reserved * 1e9 };
    });
  const windows = budgetWindows(budget).at(now);
  return buildBudgetReport(
    { windows: async (keys) => states(keys) },
    { budget, enforced: true, windows, now },
  );
}

describe(buildBudgetReport, () => {
  it('gives each window its limit, what is used of it and what is left', async () => {
    expect(
      await report([
        [30, 5],
        [60, 5],
        [400, 5],
      ]),
    ).toMatchObject({
      at: '2026-11-23T12:00:00.000Z',
      timeZone: 'Europe/Berlin',
      pressure: 'normal',
      perTask: { usd: '0.50' },
      windows: [
        {
          kind: 'day',
          limit: { usd: '50.00' },
          spent: { usd: '30.00' },
          reserved: { usd: '5.00' },
          left: { usd: '15.00' },
          usedPerMille: 700,
          alertsReached: [],
          resetsAt: '2026-11-23T23:00:00.000Z',
        },
        {
          kind: 'week',
          limit: null,
          left: null,
          usedPerMille: null,
          alertsReached: [],
          resetsAt: '2026-11-29T23:00:00.000Z',
        },
        { kind: 'month', usedPerMille: 405, resetsAt: '2026-11-30T23:00:00.000Z' },
      ],
    });
  });

  it.each([
    [39.99, [], 'normal'],
    [40, [80], 'normal'],
    [42.5, [80], 'degrade'],
    [45, [80, 90], 'degrade'],
    [50, [80, 90, 100], 'exhausted'],
    [51, [80, 90, 100], 'exhausted'],
  ])('at $%d of $50 has reached the alerts %j and is %s', async (spent, alerts, pressure) => {
    const { windows, ...rest } = await report([[spent, 0]]);
    expect(windows[0]?.alertsReached).toEqual(alerts);
    expect(rest.pressure).toBe(pressure);
  });

  it('is exhausted by what is reserved, too', async () => {
    const { windows, pressure } = await report([[30, 20]]);
    expect(windows[0]?.left).toEqual({ nanoUsd: 0, usd: '0.00' });
    expect(pressure).toBe('exhausted');
  });

  it('has no percentage of a limit of 0', async () => {
    const limits = { ...settings.limits, day: 0 };
    const { windows, pressure } = await report([], { limits });
    expect(windows[0]).toMatchObject({ usedPerMille: null, left: { nanoUsd: 0 } });
    expect(pressure).toBe('exhausted');
  });
});

const describeTime = (at: number): string => budgetWindows(settings).describe(at);

describe(renderBudget, () => {
  const look = { style: new Chalk({ level: 0 }), bars: 'blocks' } as const;
  const render = (one: BudgetReport): string => renderBudget(one, describeTime, look);

  it('shows windows with bars, alerts and resets', async () => {
    expect(
      render(
        await report([
          [42.5, 0.125],
          [60, 5],
          [0.000_001, 0],
        ]),
      ),
    ).toMatchInlineSnapshot(`
      "Budget at 2026-11-23 13:00 (Europe/Berlin)

      window     limit       spent  reserved         left    used                     alerts  resets
      day       $50.00  $42.500000    $0.125    $7.375000  85.2 %  █████████████████  80 %    2026-11-24 00:00 (Europe/Berlin)
      week           -  $60.000000    $5.000            -       -                     -       2026-11-30 00:00 (Europe/Berlin)
      month   $1000.00   $0.000001    $0.000  $999.999999  <0.1 %  ▏                  -       2026-12-01 00:00 (Europe/Berlin)

      Each task: up to $0.50.
      The cheapest capable model is taken now: 85 % of a limit are used."
    `);
  });

  it('says what is exhausted, and what is not enforced', async () => {
    const unlimited = {
      limits: { ...settings.limits, task: undefined },
      degradeAtPercent: undefined,
    };
    const one = await report([[50, 0]], unlimited);
    expect(render({ ...one, enforced: false })).toMatchInlineSnapshot(`
      "Budget at 2026-11-23 13:00 (Europe/Berlin)

      window     limit   spent  reserved      left     used                        alerts         resets
      day       $50.00  $50.00     $0.00     $0.00  100.0 %  ████████████████████  80, 90, 100 %  2026-11-24 00:00 (Europe/Berlin)
      week           -   $0.00     $0.00         -        -                        -              2026-11-30 00:00 (Europe/Berlin)
      month   $1000.00   $0.00     $0.00  $1000.00    0.0 %                        -              2026-12-01 00:00 (Europe/Berlin)

      Each task: no limit.
      Exhausted: calls are refused until the window resets or its limit is raised.
      Nothing is counted and no limit holds: routing.costTracking.enabled is false."
    `);
  });

  it('tells colours apart by more than colour', async () => {
    const style = new Chalk({ level: 1 });
    const text = renderBudget(
      await report([
        [45, 0],
        [0, 0],
        [1000, 0],
      ]),
      describeTime,
      { ...look, style },
    );
    expect(text).toContain('\u001B[33m');
    expect(text).toContain('\u001B[31m');
    expect(text).toMatch(/80, 90 %.*\n.*\n.*90, 100 %/);
  });
});
