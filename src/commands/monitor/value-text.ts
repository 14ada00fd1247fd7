import type { Watched } from '../../rollout/monitor/watched.ts';
import { megabytes, percent, time } from '../../rollout/gate/text.ts';

/** A value with its unit, for people. */
export function valueText(value: number | null | undefined, unit: Watched['unit']): string {
  if (value === undefined || value === null) return '-';
  switch (unit) {
    case 'share': {
      return percent(value);
    }
    case 'ms': {
      return time(value);
    }
    case 'bytes': {
      return megabytes(value);
    }
    case 'usd': {
      return `$${Number(value.toPrecision(3))}`;
    }
  }
}

/** `< 2 s`, `> 98 %`. */
export function limitText({
  sense,
  limit,
  unit,
}: Pick<Watched, 'sense' | 'limit' | 'unit'>): string {
  return `${sense === 'most' ? '<' : '>'} ${valueText(limit, unit)}`;
}

/** A span of time: `71 h 58 min`, `4 min 30 s`, `12 s`. */
export function spanText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
