/** A cell; numbers are written as they are. */
export type CsvCell = string | number;

/** Rows as CSV (RFC 4180, lines end in CRLF). Text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

/** https://owasp.org/www-community/attacks/CSV_Injection, full-width forms included. */
const FORMULA = /^[\s"']*[=+\-@＝＋－＠]|^[\t\r\n]/;

function cellText(cell: CsvCell): string {
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
