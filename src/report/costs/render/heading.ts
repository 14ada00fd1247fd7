import type { CostsReport } from '../costs-report.ts';

/** What the report is about, in one line. */
export function heading({ period }: CostsReport): string {
  const { name, firstDay, lastDay, from, to, timeZone } = period;
  if (name.endsWith('h')) return `Costs of the last ${name} (${minute(from)} to ${minute(to)} UTC)`;
  const days = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
  return `Costs of ${days} (${timeZone})`;
}

function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
