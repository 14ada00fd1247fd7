import { dayNumber, dayOfNumber } from './calendar.ts';

/** Calendar days as they are in one time zone; a day has 23, 24 or 25 hours there. */
export interface ZoneCalendar {
  /** The day `YYYY-MM-DD` of a moment in milliseconds since 1970. */
  dayOf(at: number): string;
  /** The first millisecond of a day; of a day that the zone left out, that of the next one. */
  startOf(day: string): number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** No zone is further from UTC than 14 hours. */
const REACH_MS = 15 * 3_600_000;

/**
 * The calendar of a time zone.
 * @param timeZone a name of the IANA database
 * @returns undefined for a zone that nobody knows
 */
export function zoneCalendar(timeZone: string): ZoneCalendar | undefined {
  if (timeZone === 'UTC') return utcCalendar;
  const format = dayFormat(timeZone);
  if (format === undefined) return undefined;
  const dayOf = (at: number): string => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  };
  return { dayOf, startOf: (day) => firstMinute(day, dayOf) };
}

/** Days of UTC need no table of zones, whose first use takes 20 ms. */
const utcCalendar: ZoneCalendar = {
  dayOf: (at) => dayOfNumber(Math.floor(at / DAY_MS)),
  startOf: (day) => dayNumber(day) * DAY_MS,
};

function dayFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  } catch {
    return undefined;
  }
}

/** Days never run backwards, so the first minute of one can be searched by halves; clocks change on whole minutes. */
function firstMinute(day: string, dayOf: (at: number) => string): number {
  let before = (dayNumber(day) * DAY_MS - REACH_MS) / MINUTE_MS;
  let after = before + (2 * REACH_MS) / MINUTE_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(middle * MINUTE_MS) < day) before = middle;
    else after = middle;
  }
  return after * MINUTE_MS;
}
