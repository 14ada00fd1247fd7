import { type ZoneCalendar, zoneCalendar } from '../../core/zone-calendar.ts';
import { AqeError } from '../../errors.ts';

/**
 * The calendar of a time zone.
 * @throws AqeError USAGE for one that nobody knows
 */
export function requireZone(timeZone: string): ZoneCalendar {
  const calendar = zoneCalendar(timeZone);
  if (calendar !== undefined) return calendar;
  throw new AqeError('USAGE', `${JSON.stringify(timeZone)} is no time zone`, {
    hint: 'Name one of the IANA database, such as UTC, Europe/Berlin or America/New_York.',
  });
}
