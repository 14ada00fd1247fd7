import type { Clock } from './ports.ts';

/** Days from the clock's now (UTC) until a calendar day `YYYY-MM-DD`; negative when it is past. */
export function daysUntil(day: string, clock: Clock): number {
  const today = clock.now().toISOString().slice(0, 10);
  return calendarDay(day) - calendarDay(today);
}

/** Days since 1970-01-01: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. */
function calendarDay(day: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const leaps = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leaps + dayOfYear - 719_468;
}
