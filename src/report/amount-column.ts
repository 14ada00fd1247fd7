import type { Column } from '../cli/table.ts';
import { mostDecimals, padDecimals } from './decimals.ts';
import { dollars, type Money } from './money.ts';

/** A column of amounts whose points stand below each other, nothing rounded; `-` where there is none. */
export function amountColumn<Row>(
  title: string,
  rows: readonly Row[],
  amount: (row: Row) => Money | null,
): Column<Row> {
  const known = rows.map(amount).filter((value) => value !== null);
  const digits = mostDecimals(known.map(dollars));
  const cell = (row: Row): string => {
    const value = amount(row);
    return value === null ? '-' : padDecimals(dollars(value), digits);
  };
  return { title, align: 'right', cell };
}
