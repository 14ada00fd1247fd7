import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BudgetSettings, budgetSettings } from '../../../../src/core/cost/budget-settings.ts';
import { budgetWindows } from '../../../../src/core/cost/budget-windows.ts';

const written = {
  limits: { perTask: undefined, daily: 1.1, weekly: undefined, monthly: 0.3 },
  alertPercents: { daily: 80, monthly: 90 },
  timeZone: 'UTC',
  degradeAtPercent: 90,
};

function settingsIn(timeZone: string, perTask?: number): BudgetSettings {
  return budgetSettings({ ...written, timeZone, limits: { ...written.limits, perTask } });
}

const keysAt = (zone: string, at: string): string[] =>
  budgetWindows(settingsIn(zone))
    .at(Date.parse(at))
    .map(({ key }) => key);

describe(budgetSettings, () => {
  it('turns dollars into nano-dollars, exactly, and leaves out what is not limited', () => {
    expect(budgetSettings(written)).toEqual({
      limits: { task: undefined, day: 1_100_000_000, week: undefined, month: 300_000_000 },
      alertPercents: { task: [], day: [80, 90, 100], week: [80, 90, 100], month: [90, 100] },
      timeZone: 'UTC',
      degradeAtPercent: 90,
    });
  });

  it('tells at no percentage of 0', () => {
    const alertPercents = { daily: 0, monthly: 95 };
    expect(budgetSettings({ ...written, alertPercents }).alertPercents).toMatchObject({
      day: [90, 100],
      month: [90, 95, 100],
    });
  });

  it('is exact for every amount with nine decimals', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.nat(999_999_999), (dollars, nano) => {
        const text = `${dollars}.${String(nano).padStart(9, '0')}`;
        const limits = { ...written.limits, daily: Number(text) };
        expect(budgetSettings({ ...written, limits }).limits.day).toBe(dollars * 1e9 + nano);
      }),
    );
  });
});

describe(budgetWindows, () => {
  it('are a day, a week and a month, whether limited or not', () => {
    expect(budgetWindows(settingsIn('Europe/Berlin')).at(Date.UTC(2026, 10, 25, 10))).toEqual([
      {
        kind: 'day',
        key: 'day:2026-11-25@Europe/Berlin',
        limit: 1_100_000_000,
        endsAt: Date.UTC(2026, 10, 25, 23),
        alertPercents: [80, 90, 100],
      },
      {
        kind: 'week',
        key: 'week:2026-W48@Europe/Berlin',
        limit: undefined,
        endsAt: Date.UTC(2026, 10, 29, 23),
        alertPercents: [80, 90, 100],
      },
      {
        kind: 'month',
        key: 'month:2026-11@Europe/Berlin',
        limit: 300_000_000,
        endsAt: Date.UTC(2026, 10, 30, 23),
        alertPercents: [90, 100],
      },
    ]);
  });

  it('have the task before them when tasks are limited', () => {
    const now = Date.UTC(2026, 10, 25);
    const [task, ...others] = budgetWindows(settingsIn('UTC', 0.5)).at(now, 'task-1');
    expect(task).toEqual({
      kind: 'task',
      key: 'task:task-1',
      limit: 500_000_000,
      endsAt: undefined,
      alertPercents: [],
    });
    expect(others).toEqual(budgetWindows(settingsIn('UTC', 0.5)).at(now));
    expect(budgetWindows(settingsIn('UTC')).at(now, 'task-1')).toEqual(others);
  });

  it('keep what is not real apart', () => {
    const windows = budgetWindows(settingsIn('UTC', 1), 'simulated');
    expect(windows.at(Date.UTC(2026, 10, 25), 'task-1').map(({ key }) => key)).toEqual([
      'task:task-1#simulated',
      'day:2026-11-25@UTC#simulated',
      'week:2026-W48@UTC#simulated',
      'month:2026-11@UTC#simulated',
    ]);
  });

  it.each([
    // Clocks go forward at 02:00 and back at 03:00, local time.
    ['Europe/Berlin', '2026-03-28T22:59:59.999Z', 'day:2026-03-28'],
    ['Europe/Berlin', '2026-03-28T23:00:00Z', 'day:2026-03-29'],
    ['Europe/Berlin', '2026-03-29T22:00:00Z', 'day:2026-03-30'],
    ['Europe/Berlin', '2026-10-25T22:59:59Z', 'day:2026-10-25'],
    ['Europe/Berlin', '2026-10-25T23:00:00Z', 'day:2026-10-26'],
    ['America/New_York', '2027-01-01T04:59:59Z', 'day:2026-12-31'],
    ['UTC', '2028-02-29T23:59:59Z', 'day:2028-02-29'],
    ['UTC', '2028-03-01T00:00:00Z', 'day:2028-03-01'],
  ])('in %s at %s are those of %s', (zone, at, day) => {
    expect(keysAt(zone, at)[0]).toBe(`${day}@${zone}`);
  });

  it('end the year where the year ends, and the week where the week does', () => {
    expect(keysAt('Pacific/Auckland', '2026-12-31T11:00:00Z')).toEqual([
      'day:2027-01-01@Pacific/Auckland',
      'week:2026-W53@Pacific/Auckland',
      'month:2027-01@Pacific/Auckland',
    ]);
  });

  it('say a moment as the clocks of the zone do', () => {
    const windows = budgetWindows(settingsIn('Asia/Kathmandu'));
    expect(windows.describe(Date.UTC(2026, 10, 25, 18, 15))).toBe(
      '2026-11-26 00:00 (Asia/Kathmandu)',
    );
  });

  it('need a time zone that exists', () => {
    expect(() => budgetWindows(settingsIn('Europe/Atlantis'))).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });

  it('cut time into pieces without gaps, and answer the same in any order', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Beirut',
    ];
    const moments = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones, 'America/Havana'),
        moments,
        moments,
        (zone, at, other) => {
          const windows = budgetWindows(settingsIn(zone));
          const now = windows.at(at);
          windows.at(other);
          expect(windows.at(at)).toEqual(now);
          for (const [index, { key, endsAt = Number.NaN }] of now.entries()) {
            expect(endsAt).toBeGreaterThan(at);
            expect(budgetWindows(settingsIn(zone)).at(endsAt - 1)[index]?.key).toBe(key);
            expect(windows.at(endsAt)[index]?.key).not.toBe(key);
            expect(windows.at(endsAt - 1)[index]?.key).toBe(key);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
