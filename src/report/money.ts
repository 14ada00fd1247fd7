import { exactDollars } from '../core/cost/dollars.ts';

/** An amount, exactly, twice: for sums and for reading. */
export interface Money {
  /** A whole number of 1e-9 US dollars. */
  readonly nanoUsd: number;
  /** The same in US dollars, in decimal: `0.0015`. */
  readonly usd: string;
}

/** An amount of nano-dollars. */
export function money(nanoUsd: number): Money {
  return { nanoUsd, usd: exactDollars(nanoUsd).replace('$', '') };
}

/** As people write it: `$0.0015`, `-$1.00`. */
export function dollars({ nanoUsd }: Money): string {
  return exactDollars(nanoUsd);
}
