import { describe, expect, it } from 'vitest';
import { zoneCalendar } from '../../../../src/core/zone-calendar.ts';
import { daysOf, periodOf, type Period } from '../../../../src/report/costs/period.ts';

const now = Date.parse('2026-11-23T23:30:00Z');

function read(name: string, zone = 'UTC'): Period {
  const calendar = zoneCalendar(zone);
  if (calendar === undefined) throw new Error(zone);
  return periodOf(name, { calendar, now });
}

describe(periodOf, () => {
  it.each([
    ['7d', 'UTC', '2026-11-17T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
    // In Berlin it is the 24th already.
    ['7d', 'Europe/Berlin', '2026-11-17T23:00:00.000Z', '2026-11-24T23:00:00.000Z'],
    ['1d', 'UTC', '2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
    ['24h', 'Europe/Berlin', '2026-11-22T23:30:00.000Z', '2026-11-23T23:30:00.001Z'],
    ['month', 'UTC', '2026-11-01T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
    ['month', 'America/New_York', '2026-11-01T04:00:00.000Z', '2026-11-24T05:00:00.000Z'],
    [
      '2026-10-25..2026-10-25',
      'Europe/Berlin',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ],
    ['2026-11-20', 'UTC', '2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
    ['2026-11-20..', 'UTC', '2026-11-20T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
    ['2024-02-29..2030-01-01', 'UTC', '2024-02-29T00:00:00.000Z', '2030-01-02T00:00:00.000Z'],
  ])('%s in %s is %s to %s', (name, zone, from, to) => {
    const period = read(name, zone);
    expect([period.from, period.to].map((at) => new Date(at).toISOString())).toEqual([from, to]);
    expect(period.name).toBe(name);
  });

  it.each([
    ['', 'is no period'],
    ['7', 'is no period'],
    ['0d', 'is no period'],
    ['-3d', 'is no period'],
    ['1000000d', 'is no period'],
    ['week', 'is no period'],
    ['2026-02-30', 'is no period'],
    ['2025-02-29..', 'is no period'],
    ['2026-13-01', 'is no period'],
    ['..2026-11-01', 'is no period'],
    ['2026-11-01..2026-11-02..2026-11-03', 'is no period'],
    ['2026-11-09..2026-11-01', 'ends before it begins'],
    ['2026-11-24', 'lies in the future: today is 2026-11-23'],
    ['2027-01-01..', 'lies in the future'],
  ])('refuses %j: %s', (name, why) => {
    expect(() => read(name)).toThrow(
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
    const calendar = zoneCalendar('UTC');
    expect(calendar && daysOf(read(name), calendar)).toEqual(days);
  });
});
