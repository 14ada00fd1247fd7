import { InvalidArgumentError } from '@commander-js/extra-typings';
import { parseDollars } from '../../core/cost/dollars.ts';

/** `0.50` or `$2` as nano-dollars, above 0. For commander. */
export function parseAmount(text: string): number {
  const nano = parseDollars(text);
  if (nano !== undefined && nano > 0) return nano;
  throw new InvalidArgumentError('Write dollars such as 0.50, above 0.');
}
