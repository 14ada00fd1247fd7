import { AqeError } from '../../errors.ts';
import { dayNumber, dayOfNumber } from '../calendar.ts';
import type { ZoneCalendar } from '../zone-calendar.ts';
import { firstOfMonth, mondayOf, nextMonth } from './calendar-spans.ts';

/** A stretch of time. Milliseconds since 1970; `from` belongs to it, `to` does not. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** When and where a period is read. */
interface Now {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly calendar: ZoneCalendar;
}

type Form = readonly [pattern: RegExp, read: (match: readonly string[], now: Now) => Period];

const HOUR_MS = 3_600_000;
const DAY = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;

const forms: readonly Form[] = [
  [
    /^([1-9]\d{0,5})h$/,
    ([, hours = ''], { at }) => ({ from: at + 1 - Number(hours) * HOUR_MS, to: at + 1 }),
  ],
  [/^([1-9]\d{0,4})d$/, ([, days = ''], now) => lastDays(Number(days), now)],
  [/^([1-9]\d{0,3})w$/, ([, weeks = ''], now) => lastDays(7 * Number(weeks), now)],
  [/^today$/, (_match, now) => lastDays(1, now)],
  [/^week$/, (_match, now) => until(mondayOf(today(now)), today(now), now)],
  [/^month$/, (_match, now) => until(firstOfMonth(today(now)), today(now), now)],
  [/^(\d{4}-(?:0[1-9]|1[0-2]))$/, ([, month = ''], now) => wholeMonth(`${month}-01`, now)],
  [
    new RegExp(`^(${DAY})\\.\\.(${DAY})$`),
    ([, first = '', last = ''], now) => until(first, last, now),
  ],
  [new RegExp(`^(${DAY})\\.\\.$`), ([, first = ''], now) => until(first, today(now), now)],
];

/**
 * Reads a period. `7d` are seven calendar days, today included; `24h` are the hours before now; `week` and `month` are those that now is in, up
 * to the end of today; `2026-11` is a whole month; `2026-11-01..2026-11-15` has both days, and without the second it lasts until today.
 * @throws AqeError USAGE
 */
export function parsePeriod(text: string, now: Now): Period {
  for (const [pattern, read] of forms) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const period = read(match, now);
    if (period.from < period.to && match.slice(1).every(exists)) return period;
    throw invalid(text, 'it ends before it begins, or names a day that does not exist');
  }
  throw invalid(text, 'nobody would know what it means');
}

function lastDays(count: number, now: Now): Period {
  const last = today(now);
  return until(dayOfNumber(dayNumber(last) - count + 1), last, now);
}

function wholeMonth(first: string, now: Now): Period {
  return { from: now.calendar.startOf(first), to: now.calendar.startOf(nextMonth(first)) };
}

/** From the first day to the last, both included. */
function until(first: string, last: string, { calendar }: Now): Period {
  return {
    from: calendar.startOf(first),
    to: calendar.startOf(dayOfNumber(dayNumber(last) + 1)),
  };
}

function today({ at, calendar }: Now): string {
  return calendar.dayOf(at);
}

/** The thirtieth of February is no day; what is no day at all is fine. */
function exists(text: string): boolean {
  return !/^\d{4}-\d\d-\d\d$/.test(text) || dayOfNumber(dayNumber(text)) === text;
}

function invalid(text: string, why: string): AqeError {
  return new AqeError('USAGE', `no period: ${JSON.stringify(text)}: ${why}`, {
    hint: 'Write 24h, 7d, 4w, today, week, month, 2026-11, 2026-11-01..2026-11-15 or 2026-11-01.. (days, both included).',
  });
}
