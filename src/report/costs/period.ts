import { dayNumber, dayOfNumber } from '../../core/calendar.ts';
import type { ZoneCalendar } from '../../core/zone-calendar.ts';
import { AqeError } from '../../errors.ts';

/** A span of time to report on. */
export interface Period {
  /** As it was asked for. */
  readonly name: string;
  /** Milliseconds since 1970; `to` does not belong to it. */
  readonly from: number;
  readonly to: number;
}

/** Where and when a period is asked for. */
export interface PeriodPlace {
  readonly calendar: ZoneCalendar;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const HOUR_MS = 3_600_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * `7d` are today and the six days before it; `24h` the last 24 hours; `month` this calendar month; `2026-11-01..2026-11-15` whole
 * days, both included, and an end left out is today.
 * @throws AqeError USAGE
 */
export function periodOf(name: string, { calendar, now }: PeriodPlace): Period {
  const [, count, unit] = /^([1-9]\d{0,4})([hd])$/.exec(name) ?? [];
  if (unit === 'h') return { name, from: now - Number(count) * HOUR_MS, to: now + 1 };
  const today = calendar.dayOf(now);
  const [first, last] =
    unit === 'd' ? [shifted(today, 1 - Number(count)), today] : namedDays(name, today);
  return { name, from: calendar.startOf(first), to: calendar.startOf(shifted(last, 1)) };
}

/** The first and the last day of a period that is not counted back from now. */
function namedDays(name: string, today: string): readonly [first: string, last: string] {
  if (name === 'month') return [`${today.slice(0, 8)}01`, today];
  const [first = '', end = first, ...more] = name.split('..');
  const last = end === '' ? today : end;
  if (!isDay(first) || !isDay(last) || more.length > 0) {
    throw refused(`${JSON.stringify(name)} is no period`, examples);
  }
  if (first > today) {
    throw refused(`the period ${name} lies in the future: today is ${today}`, examples);
  }
  if (last < first) {
    throw refused(`the period ${name} ends before it begins`, `Did you mean ${last}..${first}?`);
  }
  return [first, last];
}

/** The days that a period touches. */
export function daysOf({ from, to }: Period, calendar: ZoneCalendar): readonly string[] {
  const first = dayNumber(calendar.dayOf(from));
  const count = dayNumber(calendar.dayOf(to - 1)) - first + 1;
  return Array.from({ length: count }, (_, index) => dayOfNumber(first + index));
}

function shifted(day: string, days: number): string {
  return dayOfNumber(dayNumber(day) + days);
}

/** Also refuses 30 February, which the arithmetic would take for a day of March. */
function isDay(text: string): boolean {
  return DATE.test(text) && text >= '1970-01-02' && shifted(text, 0) === text;
}

const examples =
  'Examples: --period=7d, 24h, 30d, month, 2026-11-01..2026-11-15, or 2026-11-01.. until today.';

function refused(message: string, hint: string): AqeError {
  return new AqeError('USAGE', message, { hint });
}
