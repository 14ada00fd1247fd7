import { dayNumber, dayOfNumber } from '../calendar.ts';

/** The Monday of the week that a day `YYYY-MM-DD` is in. */
export function mondayOf(day: string): string {
  return dayOfNumber(dayNumber(day) - weekday(day));
}

/** The name of a day's week in ISO 8601: `2026-W48`. A week belongs to the year that its Thursday is in. */
export function weekOf(day: string): string {
  const thursday = dayNumber(day) - weekday(day) + 3;
  const year = dayOfNumber(thursday).slice(0, 4);
  const week = Math.floor((thursday - dayNumber(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** The first day of the month that a day is in. */
export function firstOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The first day of the month after the one that a day is in. */
export function nextMonth(day: string): string {
  // The first of a month and 31 days are always in the next one.
  return firstOfMonth(dayOfNumber(dayNumber(firstOfMonth(day)) + 31));
}

/** From 0, Monday, to 6. 1970-01-01 was a Thursday. */
function weekday(day: string): number {
  return (((dayNumber(day) + 3) % 7) + 7) % 7;
}
