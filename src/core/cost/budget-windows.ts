import { AqeError } from '../../errors.ts';
import { dayNumber, dayOfNumber } from '../calendar.ts';
import { type ZoneCalendar, zoneCalendar } from '../zone-calendar.ts';
import type { BudgetSettings } from './budget-settings.ts';
import type { BudgetWindow, WindowKind } from './budget-store.ts';
import { mondayOf, nextMonth, weekOf } from './calendar-spans.ts';

/** What money is counted in at a moment. */
export interface BudgetWindows {
  /**
   * The day, week and month, limited or not, so that a limit that is set later finds what was spent; before them the task, when tasks have a limit.
   * @param now milliseconds since 1970
   */
  at(now: number, taskId?: string): readonly BudgetWindow[];
  /** A moment on the zone's clocks, for people: `2026-11-26 00:00 (Europe/Berlin)`. */
  describe(at: number): string;
}

type Span = Pick<BudgetWindow, 'kind' | 'key'> & { readonly endsAt: number };

/**
 * The windows of a budget, in its time zone.
 * @param scope keeps money apart that is not real: `simulated`; empty for real money
 * @throws AqeError CONFIG_INVALID for a time zone that nobody knows
 */
export function budgetWindows(settings: BudgetSettings, scope = ''): BudgetWindows {
  const { timeZone, limits, alertPercents } = settings;
  const calendar = knownCalendar(timeZone);
  const place = `@${timeZone}${scope === '' ? '' : `#${scope}`}`;
  const limited = (kind: WindowKind, key: string, endsAt: number | undefined): BudgetWindow => ({
    kind,
    key,
    limit: limits[kind],
    endsAt,
    alertPercents: alertPercents[kind],
  });
  const calendarWindows = remembered((now) => {
    const spans = spansOf(calendar.dayOf(now), calendar);
    return {
      until: Math.min(...spans.map(({ endsAt }) => endsAt)),
      windows: spans.map(({ kind, key, endsAt }) => limited(kind, key + place, endsAt)),
    };
  });
  return {
    at: (now, taskId) => {
      const windows = calendarWindows(now);
      if (taskId === undefined || limits.task === undefined) return windows;
      const key = `task:${taskId}${scope === '' ? '' : `#${scope}`}`;
      return [limited('task', key, undefined), ...windows];
    },
    describe: (at) => `${clockIn(timeZone).format(at)} (${timeZone})`,
  };
}

function knownCalendar(timeZone: string): ZoneCalendar {
  const calendar = zoneCalendar(timeZone);
  if (calendar !== undefined) return calendar;
  throw new AqeError('CONFIG_INVALID', `no time zone is called ${timeZone}`, {
    hint: 'routing.costTracking.timeZone wants a name like Europe/Berlin, or UTC.',
  });
}

function clockIn(timeZone: string): Intl.DateTimeFormat {
  // Swedish is the locale whose dates are ISO 8601's.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
}

function spansOf(day: string, calendar: ZoneCalendar): readonly Span[] {
  return [
    { kind: 'day', key: `day:${day}`, endsAt: calendar.startOf(daysAfter(day, 1)) },
    {
      kind: 'week',
      key: `week:${weekOf(day)}`,
      endsAt: calendar.startOf(daysAfter(mondayOf(day), 7)),
    },
    { kind: 'month', key: `month:${day.slice(0, 7)}`, endsAt: calendar.startOf(nextMonth(day)) },
  ];
}

function daysAfter(day: string, days: number): string {
  return dayOfNumber(dayNumber(day) + days);
}

interface Remembered {
  readonly until: number;
  readonly windows: readonly BudgetWindow[];
}

/** Finding where a day ends takes a while, and every call of that day wants to know. */
function remembered(
  windowsAt: (now: number) => Remembered,
): (now: number) => readonly BudgetWindow[] {
  let since = 0;
  let last: Remembered = { until: 0, windows: [] };
  return (now) => {
    if (now < since || now >= last.until) {
      last = windowsAt(now);
      since = now;
    }
    return last.windows;
  };
}
