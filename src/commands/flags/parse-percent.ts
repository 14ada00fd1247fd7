import { InvalidArgumentError } from '@commander-js/extra-typings';

/** `25`, `12.5`, or `default`. For commander. */
export function parsePercent(text: string): number | 'default' {
  if (text === 'default') return text;
  const digits = text.replace(/\s*%$/, '');
  if (/^\d{1,3}(?:\.\d{1,2})?$/.test(digits) && Number(digits) <= 100) return Number(digits);
  throw new InvalidArgumentError('It is a percentage from 0 to 100, or default.');
}
