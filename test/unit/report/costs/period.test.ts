import { describe, expect, it } from 'vitest';
import { type ZoneCalendar, zoneCalendar } from '../../../../src/core/zone-calendar.ts';
import { daysOf, reportPeriod } from '../../../../src/report/costs/period.ts';

const now = Date.parse('2026-11-23T23:30:00Z');

function calendarOf(zone: string): ZoneCalendar {
  const calendar = zoneCalendar(zone);
  if (calendar === undefined) throw new Error(zone);
  return calendar;
}

describe(reportPeriod, () => {
  it.each([
    ['7d', 'UTC', '2026-11-17T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
    // In Berlin it is the 24th already.
    ['7d', 'Europe/Berlin', '2026-11-17T23:00:00.000Z', '2026-11-24T23:00:00.000Z'],
    ['2026-11-24..', 'Europe/Berlin', '2026-11-23T23:00:00.000Z', '2026-11-24T23:00:00.000Z'],
  ])('%s in %s is %s to %s', (name, zone, from, to) => {
    const period = reportPeriod(name, { calendar: calendarOf(zone), now });
    expect([period.from, period.to].map((at) => new Date(at).toISOString())).toEqual([from, to]);
    expect(period.name).toBe(name);
  });

  it.each([
    ['yesterday', 'no period'],
    ['2026-11-24..2026-11-30', 'lies in the future: today is 2026-11-23'],
    ['2027-01', 'lies in the future'],
  ])('refuses %j: %s', (name, why) => {
    expect(() => reportPeriod(name, { calendar: calendarOf('UTC'), now })).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(why) }),
    );
  });
});

describe(daysOf, () => {
  it.each([
    ['3d', ['2026-11-21', '2026-11-22', '2026-11-23']],
    ['24h', ['2026-11-22', '2026-11-23']],
    ['1h', ['2026-11-23']],
    ['2026-02-28..2026-03-01', ['2026-02-28', '2026-03-01']],
  ])('of %s', (name, days) => {
    const calendar = calendarOf('UTC');
    const period = reportPeriod(name, { calendar, now });
    const parts = daysOf(period, calendar);
    expect(parts.map(({ day }) => day)).toEqual(days);
    expect(parts.map(({ to }) => to)).toEqual([
      ...parts.slice(1).map(({ from }) => from),
      period.to,
    ]);
    expect(parts[0]?.from).toBe(period.from);
  });
});
