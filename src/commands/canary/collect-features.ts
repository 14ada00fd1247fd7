import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { Feature } from '../../core/flags/feature-flags.ts';

/** How features are named on the command line. */
export const features = ['multiModelRouter', 'streaming'] as const;

/** For commander; may be repeated. */
export function collectFeatures(
  text: string,
  previous: readonly Feature[] | undefined,
): readonly Feature[] {
  const found = features.find((feature) => feature === text);
  if (found === undefined)
    throw new InvalidArgumentError(`Allowed choices are ${features.join(', ')}.`);
  return [...new Set([...(previous ?? []), found])];
}
