import type { Chart } from '../charts/chart.ts';

/** What is said where there is no number: never 0. */
export const NOT_MEASURED = 'not measured';

/** A report for people, before it is known how they read it. */
export interface ReportDocument {
  readonly title: string;
  /** What it is about: the period, the fleet. */
  readonly subtitle: string;
  readonly sections: readonly Section[];
  /** Where the numbers come from, and what a reader has to know of them. */
  readonly notes: readonly string[];
}

/** A part with a heading. */
export interface Section {
  /** Unique in its document: lower-case letters and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What a section is made of. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | { readonly kind: 'table'; readonly table: DataTable }
  /** A chart never stands alone: the table has all of its numbers. */
  | { readonly kind: 'chart'; readonly chart: Chart; readonly table: DataTable };

/** One number that matters. */
export interface Figure {
  readonly name: string;
  /** Undefined: nobody measured it. */
  readonly value: string | undefined;
  readonly detail: string;
  /** Whether a target is met. Undefined: there is none. */
  readonly state?: 'met' | 'missed' | 'unknown' | undefined;
}

/** Cells of text; each row has as many as there are columns. */
export interface DataTable {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
}

interface TableColumn {
  readonly title: string;
  /** Numbers stand right. */
  readonly align?: 'left' | 'right' | undefined;
}

/** Columns from their titles; those of numbers begin with `#`. */
export function columnsOf(...titles: readonly string[]): readonly TableColumn[] {
  return titles.map((title) =>
    title.startsWith('#') ? { title: title.slice(1), align: 'right' } : { title },
  );
}

/** What is said of a target. */
export const stateText: Readonly<Record<NonNullable<Figure['state']>, string>> = {
  met: 'met',
  missed: 'missed',
  unknown: 'not known',
};
