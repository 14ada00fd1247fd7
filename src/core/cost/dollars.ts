const NANO_DIGITS = 9;
const NANO = 10 ** NANO_DIGITS;

/**
 * Nano-dollars as exact dollars: 1_500_000 is `$0.0015`, 2_000_000_000 is `$2.00`. At least two decimals, and as many more as it takes.
 */
export function exactDollars(nano: number): string {
  const sign = nano < 0 ? '-' : '';
  const digits = String(Math.abs(nano)).padStart(NANO_DIGITS + 1, '0');
  const cents = digits.slice(-NANO_DIGITS).replace(/(?<=\d{2})0+$/, '');
  return `${sign}$${digits.slice(0, -NANO_DIGITS)}.${cents}`;
}

/**
 * Dollars as written (`5`, `0.25`, `$1.50`) in nano-dollars, exactly.
 * @returns undefined for what is no amount, is negative, or has more than nine decimals
 */
export function parseDollars(text: string): number | undefined {
  const match = /^\$?(\d{1,6})(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, whole = '0', fraction = ''] = match;
  return Number(whole) * NANO + Number(fraction.padEnd(NANO_DIGITS, '0'));
}
