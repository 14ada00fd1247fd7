import { dayNumber, dayOfNumber } from '../../core/calendar.ts';
import { parsePeriod, type Period } from '../../core/cost/periods.ts';
import type { ZoneCalendar } from '../../core/zone-calendar.ts';
import { AqeError } from '../../errors.ts';

/** A span of time to report on. */
export interface ReportPeriod extends Period {
  /** As it was asked for. */
  readonly name: string;
}

/** Where and when a period is asked for. */
interface PeriodPlace {
  readonly calendar: ZoneCalendar;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * A period that something can be said about; see {@link parsePeriod}.
 * @throws AqeError USAGE for what is no period, or begins after now
 */
export function reportPeriod(name: string, { calendar, now }: PeriodPlace): ReportPeriod {
  const period = parsePeriod(name, { at: now, calendar });
  if (period.from <= now) return { name, ...period };
  const today = calendar.dayOf(now);
  throw new AqeError('USAGE', `the period ${name} lies in the future: today is ${today}`, {
    hint: 'Costs are known up to now: --period=7d, or month.',
  });
}

/** What a period has of one day. */
export interface PartOfDay extends Period {
  readonly day: string;
}

/** The days that a period touches. */
export function daysOf({ from, to }: Period, calendar: ZoneCalendar): readonly PartOfDay[] {
  const first = dayNumber(calendar.dayOf(from));
  const count = dayNumber(calendar.dayOf(to - 1)) - first + 1;
  const starts = Array.from({ length: count }, (_, index) =>
    index === 0 ? from : calendar.startOf(dayOfNumber(first + index)),
  );
  return starts.map((start, index) => ({
    day: dayOfNumber(first + index),
    from: start,
    to: starts[index + 1] ?? to,
  }));
}
