import { InvalidArgumentError } from '@commander-js/extra-typings';

/** A whole number above 0. For commander. */
export function parseCount(text: string): number {
  const count = /^\d{1,9}$/.test(text.trim()) ? Number(text) : 0;
  if (count > 0) return count;
  throw new InvalidArgumentError('Write a whole number above 0.');
}
