import { InvalidArgumentError } from '@commander-js/extra-typings';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** The longest time that a timer of the system can count. */
const MAX_MS = 2_147_483_647;

/** `30s`, `5m`, `1.5h`, `500ms` as milliseconds; a bare number counts seconds. For commander. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  const ms = Number(match?.[1]) * (units[match?.[2] ?? 's'] ?? Number.NaN);
  if (ms > 0 && ms <= MAX_MS) return Math.round(ms);
  throw new InvalidArgumentError('Write a time such as 30s, 5m or 1h.');
}
