import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayOfNumber } from '../../../src/core/calendar.ts';
import { type ZoneCalendar, zoneCalendar } from '../../../src/core/zone-calendar.ts';

const HOUR = 3_600_000;

function calendarOf(timeZone: string): ZoneCalendar {
  const calendar = zoneCalendar(timeZone);
  if (calendar === undefined) throw new Error(`${timeZone} is unknown`);
  return calendar;
}

const nextDay = (day: string): string => dayOfNumber(dayNumber(day) + 1);

describe(zoneCalendar, () => {
  it.each([
    ['UTC', '2026-11-23', '2026-11-23T00:00:00.000Z', 24],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', 23],
    // Half an hour of summer time.
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', 24.5],
    ['Asia/Kathmandu', '2026-11-23', '2026-11-22T18:15:00.000Z', 24],
    // Summer time begins at midnight: the first hour of the day does not exist.
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', 23],
    ['America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z', 23],
    // The zone crossed the date line and has no 30 December.
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00.000Z', 24],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z', 0],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z', 24],
  ])('in %s begins %s at %s and gives it %d hours', (zone, day, start, hours) => {
    const calendar = calendarOf(zone);
    const at = calendar.startOf(day);
    expect(new Date(at).toISOString()).toBe(start);
    expect((calendar.startOf(nextDay(day)) - at) / HOUR).toBe(hours);
  });

  it.each(['Mars/Olympus', '', 'Berlin', 'UTC; DROP TABLE'])('does not know %j', (name) => {
    expect(zoneCalendar(name)).toBeUndefined();
  });

  it('gives every moment to the day that has it', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Chatham'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2040, 0) }),
        (zone, at) => {
          const calendar = calendarOf(zone);
          const day = calendar.dayOf(at);
          expect(calendar.startOf(day)).toBeLessThanOrEqual(at);
          expect(calendar.startOf(nextDay(day))).toBeGreaterThan(at);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe(dayOfNumber, () => {
  it.each([
    [0, '1970-01-01'],
    [59, '1970-03-01'],
    [11_016, '2000-02-29'],
    [20_780, '2026-11-23'],
    [-1, '1969-12-31'],
    [-719_468, '0000-03-01'],
  ])('is day %d: %s', (number, day) => {
    expect(dayOfNumber(number)).toBe(day);
  });

  it('goes back to the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_000_000 }), (number) => {
        expect(dayNumber(dayOfNumber(number))).toBe(number);
      }),
    );
  });

  it('agrees with Date on every day of a hundred years', () => {
    const days = Array.from({ length: 36_525 }, (_, number) => number);
    const dates = days.map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));
    expect(days.map(dayOfNumber)).toEqual(dates);
  });
});
