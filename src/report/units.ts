import type { Interval } from '../core/statistics/interval.ts';

const MEBIBYTE = 1_048_576;
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** A duration with three digits: `812 ms`, `1.43 s`, `2.5 min`. */
export function msText(ms: number): string {
  if (ms < SECOND_MS) return `${digits(ms)} ms`;
  return ms < MINUTE_MS ? `${digits(ms / SECOND_MS)} s` : `${digits(ms / MINUTE_MS)} min`;
}

/** A size: `412 MB`. */
export function bytesText(bytes: number): string {
  return `${digits(bytes / MEBIBYTE)} MB`;
}

/** A part of one: `0.42 %`. What is there is never shown as nothing. */
export function rateText(rate: number): string {
  const percent = rate * 100;
  if (rate > 0 && percent < 0.01) return '< 0.01 %';
  return `${Number(percent.toFixed(2))} %`;
}

/** An interval: `0.1 % to 0.4 %`. */
export function rangeText({ low, high }: Interval, format: (value: number) => string): string {
  return `${format(low)} to ${format(high)}`;
}

/** A number with three digits that matter, or all before the point. */
function digits(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
