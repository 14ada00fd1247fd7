import type Database from 'libsql';

/** One row as SQLite gave it. */
export type Row = Readonly<Record<string, unknown>>;

export type Statement = Database.Statement;

/** All rows of a statement. It is read to its end: libsql would keep the read open else. */
export function allRows(statement: Statement, values: readonly unknown[]): Row[] {
  return statement.all(values).filter(isRow);
}

/** The only row, or undefined. */
export function oneRow(statement: Statement, values: readonly unknown[]): Row | undefined {
  return allRows(statement, values)[0];
}

export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`${column} is no text`);
  return value;
}

/** Undefined for NULL. */
export function optionalTextOf(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : textOf(row, column);
}

export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`${column} is no number`);
  return value;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}
