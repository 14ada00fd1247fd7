import type Database from 'libsql';
import type { Row } from '../store/rows.ts';

export type Statement = Database.Statement;

/** All rows of a statement. It is read to its end: libsql would keep the read open else. */
export function allRows(statement: Statement, values: readonly unknown[]): Row[] {
  return statement.all(values).filter(isRow);
}

/** The only row, or undefined. */
export function oneRow(statement: Statement, values: readonly unknown[]): Row | undefined {
  return allRows(statement, values)[0];
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}
