import type { Random } from '../../core/random.ts';

/** An integer from `from` to `to`, both possible. */
export function integerBetween(from: number, to: number, random: Random): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** One of the items; undefined when there are none. */
export function pickOne<T>(items: readonly T[], random: Random): T | undefined {
  return items[integerBetween(0, items.length - 1, random)];
}
