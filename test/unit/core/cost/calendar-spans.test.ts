import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayOfNumber } from '../../../../src/core/calendar.ts';
import {
  firstOfMonth,
  mondayOf,
  nextMonth,
  weekOf,
} from '../../../../src/core/cost/calendar-spans.ts';

const anyDay = fc
  .integer({ min: dayNumber('1900-01-01'), max: dayNumber('2200-01-01') })
  .map(dayOfNumber);

describe(mondayOf, () => {
  it.each([
    ['2026-11-23', '2026-11-23'],
    ['2026-11-29', '2026-11-23'],
    ['2027-01-03', '2026-12-28'],
    ['1969-12-31', '1969-12-29'],
  ])('of %s is %s', (day, monday) => {
    expect(mondayOf(day)).toBe(monday);
  });

  it('is a Monday, at most six days back', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const monday = mondayOf(day);
        expect(new Date(monday).getUTCDay()).toBe(1);
        expect(dayNumber(day) - dayNumber(monday)).toBeGreaterThanOrEqual(0);
        expect(dayNumber(day) - dayNumber(monday)).toBeLessThan(7);
      }),
    );
  });
});

describe(weekOf, () => {
  // From the table in the article on ISO week dates.
  it.each([
    ['1977-01-01', '1976-W53'],
    ['1978-01-01', '1977-W52'],
    ['1979-12-31', '1980-W01'],
    ['1981-12-31', '1981-W53'],
    ['1982-01-03', '1981-W53'],
    ['2008-12-29', '2009-W01'],
    ['2010-01-03', '2009-W53'],
    ['2026-11-25', '2026-W48'],
  ])('of %s is %s', (day, week) => {
    expect(weekOf(day)).toBe(week);
  });

  it('changes on Mondays alone, and has 52 or 53 a year', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const next = dayOfNumber(dayNumber(day) + 1);
        expect(weekOf(next) === weekOf(day)).toBe(mondayOf(next) === mondayOf(day));
        expect(Number(weekOf(day).slice(-2))).toBeGreaterThan(0);
        expect(Number(weekOf(day).slice(-2))).toBeLessThan(54);
      }),
    );
  });
});

describe(nextMonth, () => {
  it.each([
    ['2026-01-31', '2026-02-01'],
    ['2024-02-29', '2024-03-01'],
    ['2026-12-01', '2027-01-01'],
  ])('after %s is %s', (day, next) => {
    expect(nextMonth(day)).toBe(next);
  });

  it('is the first day with another month', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const before = dayOfNumber(dayNumber(nextMonth(day)) - 1);
        expect(firstOfMonth(before)).toBe(firstOfMonth(day));
        expect(firstOfMonth(nextMonth(day))).toBe(nextMonth(day));
      }),
    );
  });
});
