import type { Period } from '../core/cost/periods.ts';
import type { ZoneCalendar } from '../core/zone-calendar.ts';
import { daysOf } from './costs/period.ts';

/** A stretch of a period, with a name for an axis. */
export interface Slice extends Period {
  readonly label: string;
}

const HOUR_MS = 3_600_000;
/** Up to so long, hours are told apart. */
const HOURLY_MS = 49 * HOUR_MS;
/** Up to so many days, days are. */
const DAILY = 92;

/** A period up to now in parts that a chart can show: hours, days, or weeks from its first day on. */
export function slicesOf(
  { from, to: end }: Period,
  { calendar, now }: { readonly calendar: ZoneCalendar; readonly now: number },
): readonly Slice[] {
  const to = Math.min(end, now + 1);
  if (to - from <= HOURLY_MS) return hours({ from, to });
  const days = daysOf({ from, to }, calendar);
  const size = days.length <= DAILY ? 1 : 7;
  return days
    .filter((_, index) => index % size === 0)
    .map(({ day, from: start }, index) => ({
      label: day.slice(5),
      from: start,
      to: days[(index + 1) * size]?.from ?? to,
    }));
}

/** Hours of UTC; the first and the last one may be shorter. */
function hours({ from, to }: Period): readonly Slice[] {
  const first = Math.floor(from / HOUR_MS);
  const count = Math.floor((to - 1) / HOUR_MS) - first + 1;
  return Array.from({ length: count }, (_, index) => {
    const start = (first + index) * HOUR_MS;
    return {
      label: new Date(start).toISOString().slice(11, 16),
      from: Math.max(from, start),
      to: Math.min(to, start + HOUR_MS),
    };
  });
}
