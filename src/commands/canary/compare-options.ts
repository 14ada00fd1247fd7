import { InvalidArgumentError } from '@commander-js/extra-typings';
import { decisiveMetrics } from '../../rollout/margins.ts';
import type { Metric } from '../../rollout/verdict.ts';

/** A percentage as a part of 1. For commander. */
export function parseShare(text: string): number {
  const percent = /^\d+(\.\d+)?%?$/.test(text.trim()) ? Number.parseFloat(text) : Number.NaN;
  if (percent >= 0 && percent <= 100) return percent / 100;
  throw new InvalidArgumentError('Write a number from 0 to 100.');
}

/** For commander; may be repeated. */
export function collectMetrics(
  text: string,
  previous: readonly Metric[] | undefined,
): readonly Metric[] {
  const found = decisiveMetrics.find((metric) => metric === text);
  if (found === undefined) {
    throw new InvalidArgumentError(`Allowed choices are ${decisiveMetrics.join(', ')}.`);
  }
  return [...new Set([...(previous ?? []), found])];
}
