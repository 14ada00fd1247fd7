import type { BarStyle } from './bar.ts';

const marks = { blocks: '▁▂▃▄▅▆▇█', ascii: '_.-=+*#@' } as const satisfies Record<BarStyle, string>;

/**
 * Values as marks of different heights, one a value; a gap where there is none.
 * @param range what the lowest and the highest mark stand for
 */
export function sparkline(
  values: readonly (number | undefined)[],
  { low, high }: { readonly low: number; readonly high: number },
  style: BarStyle,
): string {
  const steps = marks[style];
  return values
    .map((value) => {
      if (value === undefined) return ' ';
      const part = high > low ? (value - low) / (high - low) : 0;
      const step = Math.floor(Math.min(Math.max(part, 0), 1) * steps.length);
      return steps[Math.min(step, steps.length - 1)] ?? ' ';
    })
    .join('');
}
