import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../../../src/core/cost/periods.ts';
import { zoneCalendar } from '../../../../src/core/zone-calendar.ts';

/** A Wednesday. In Berlin it is Thursday already. */
const at = Date.UTC(2026, 10, 25, 23, 30);

const iso = (ms: number): string => new Date(ms).toISOString().replace(':00.000Z', '');

function read(text: string, zone = 'UTC'): string {
  const calendar = zoneCalendar(zone);
  if (calendar === undefined) throw new Error(`${zone} is unknown`);
  const { from, to } = parsePeriod(text, { at, calendar });
  return `${iso(from)} ${iso(to)}`;
}

describe(parsePeriod, () => {
  it.each([
    ['today', '2026-11-25T00:00 2026-11-26T00:00'],
    ['1d', '2026-11-25T00:00 2026-11-26T00:00'],
    ['7d', '2026-11-19T00:00 2026-11-26T00:00'],
    ['30d', '2026-10-27T00:00 2026-11-26T00:00'],
    ['4w', '2026-10-29T00:00 2026-11-26T00:00'],
    ['week', '2026-11-23T00:00 2026-11-26T00:00'],
    ['month', '2026-11-01T00:00 2026-11-26T00:00'],
    ['2026-02', '2026-02-01T00:00 2026-03-01T00:00'],
    ['2024-02-28..2024-02-29', '2024-02-28T00:00 2024-03-01T00:00'],
    ['2026-11-01..', '2026-11-01T00:00 2026-11-26T00:00'],
    ['2026-11-05..2026-11-05', '2026-11-05T00:00 2026-11-06T00:00'],
  ])('reads %s', (text, period) => {
    expect(read(text)).toBe(period);
  });

  it('gives hours up to this very millisecond', () => {
    expect(read('24h')).toBe('2026-11-24T23:30:00.001Z 2026-11-25T23:30:00.001Z');
  });

  it('counts days where the user is', () => {
    expect(read('today', 'Europe/Berlin')).toBe('2026-11-25T23:00 2026-11-26T23:00');
    expect(read('2026-03-29..2026-03-29', 'Europe/Berlin')).toBe(
      '2026-03-28T23:00 2026-03-29T22:00',
    );
    expect(read('week', 'Pacific/Auckland')).toBe('2026-11-22T11:00 2026-11-26T11:00');
  });

  it.each([
    '',
    '7',
    '0d',
    '-1d',
    '7 d',
    '7D',
    '9999999h',
    '2026-13',
    '2026-02-30..2026-03-01',
    '2026-11-10..2026-11-09',
    '2027-01-01..',
    '..2026-11-01',
    'yesterday',
  ])('refuses %j', (text) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('7d') }),
    );
  });
});
