import type { PartOfDay, ReportPeriod } from './costs/period.ts';
import { minuteText } from './minute-text.ts';

/** The span that a report is about. */
export interface ReportedPeriod {
  /** As it was asked for. */
  readonly name: string;
  /** UTC; `to` does not belong to it. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly firstDay: string;
  readonly lastDay: string;
}

/**
 * A period as reports tell it.
 * @param days the days that it touches
 */
export function reportedPeriod(
  { name, from, to }: ReportPeriod,
  days: readonly PartOfDay[],
  timeZone: string,
): ReportedPeriod {
  return {
    name,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    timeZone,
    firstDay: days.at(0)?.day ?? '',
    lastDay: days.at(-1)?.day ?? '',
  };
}

/** A period in words: its days, or its hours. */
export function periodText({
  name,
  from,
  to,
  timeZone,
  firstDay,
  lastDay,
}: ReportedPeriod): string {
  if (name.endsWith('h')) return `the last ${name} (${minuteText(from)} to ${minuteText(to)} UTC)`;
  return `${firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`} (${timeZone})`;
}
