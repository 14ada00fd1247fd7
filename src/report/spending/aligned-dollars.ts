import { mostDecimals, padDecimals } from '../decimals.ts';
import { dollars, money } from '../money.ts';

/** Rows of nano-dollars as exact amounts, all with as many decimals as the longest. */
export function alignedDollars(
  rows: readonly (readonly number[])[],
): readonly (readonly string[])[] {
  const texts = rows.map((row) => row.map((value) => dollars(money(value))));
  const digits = mostDecimals(texts.flat());
  return texts.map((row) => row.map((text) => padDecimals(text, digits)));
}
