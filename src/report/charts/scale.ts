/** Places a value on an axis. */
export type Scale = (value: number) => number;

/** Where values lie, and where they are drawn. */
interface Mapping {
  readonly from: number;
  readonly to: number;
  /** In the units of the drawing. */
  readonly start: number;
  readonly end: number;
}

/** A linear axis; where all values are the same it is drawn at the start. */
export function linearScale({ from, to, start, end }: Mapping): Scale {
  const span = to - from;
  return (value) => (span === 0 ? start : start + ((value - from) / span) * (end - start));
}

/** A logarithmic axis. @param mapping values above 0 */
export function logScale({ from, to, start, end }: Mapping): Scale {
  const linear = linearScale({ from: Math.log10(from), to: Math.log10(to), start, end });
  return (value) => linear(Math.log10(value));
}

/**
 * Round numbers from 0 to the first one that is not below the largest value: steps of 1, 2 or 5 times a power of ten.
 * @param largest above 0, or there is only the 0
 * @param steps about how many
 */
export function niceTicks(largest: number, steps: number): readonly number[] {
  if (!(largest > 0) || !Number.isFinite(largest)) return [0];
  const step = niceStep(largest / steps);
  const count = Math.ceil(Number((largest / step).toFixed(9)));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((one) => one * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** The numbers 1, 2 and 5 times a power of ten within the bounds; only powers of ten where those would be many. */
export function logTicks(low: number, high: number): readonly number[] {
  const first = Math.floor(Math.log10(low));
  const decades = Math.ceil(Math.log10(high)) - first;
  const factors = decades > 3 ? [1] : [1, 2, 5];
  return Array.from({ length: decades + 1 }, (_, index) => 10 ** (first + index))
    .flatMap((power) => factors.map((factor) => Number((factor * power).toPrecision(12))))
    .filter((tick) => tick >= low && tick <= high);
}

/** Which labels of a row are shown so that at most so many are: every second one, every third one, … */
export function everyNth(count: number, most: number): number {
  return Math.max(1, Math.ceil(count / most));
}
