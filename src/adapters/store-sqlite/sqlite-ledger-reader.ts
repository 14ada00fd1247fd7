import {
  type LedgerDimension,
  type LedgerEntry,
  type LedgerQuery,
  type LedgerReader,
  SLOT_MS,
} from '../../core/cost/budget-store.ts';
import {
  answerColumns,
  columnOf,
  countColumns,
  sumKeys,
  tokenColumns,
} from '../store/ledger-columns.ts';
import { entryOf } from '../store/ledger-entry.ts';
import { keysOf, rangeOf, sumOf } from '../store/ledger-sum.ts';
import { numberOf, type Row } from '../store/rows.ts';
import { reading, type SqliteConnection } from './sqlite-connection.ts';
import { allRows } from './sqlite-rows.ts';

const keyColumns = ['slot', ...sumKeys].join(', ');
const summedColumns = [...countColumns, ...answerColumns];
/** Whole slots from their sums, what is left at both ends from the ledger itself. Parameters: {@link rangeOf}. */
const wholeSlots = 'slot >= ?1 AND slot < ?2';
const ends = '((at >= ?3 AND at < ?4) OR (at >= ?5 AND at < ?6))';
const ledgerKeys = keyColumns.replace('slot', `at - at % ${SLOT_MS} AS slot`);
const isAnswer = "outcome = 'succeeded' AND purpose = 'answer'";
const ledgerAnswers = ['=', '<>'].flatMap((is) =>
  tokenColumns.map((column) => `iif(${isAnswer} AND basis ${is} 'measured', ${column}, 0)`),
);
const ledgerColumns = [...countColumns, ...ledgerAnswers].join(', ');
const PAGE = 500;

/** Reads the tables of an open file; see {@link LedgerReader}. */
export function sqliteLedgerReader(connection: SqliteConnection): LedgerReader {
  const rows = (sql: string, query: LedgerQuery): Row[] =>
    reading(connection, () => allRows(connection.database.prepare(sql), rangeOf(query)));
  return {
    sum: async (query) => rows(sumSql(query.by), query).map((row) => sumOf(row, query.by)),
    countTasks: async (query) =>
      rows(tasksSql(query.by), query).map((row) => ({
        keys: keysOf(row, query.by),
        tasks: numberOf(row, 'tasks'),
      })),
    entries: (range) => entries(connection, range),
  };
}

function keyList(by: readonly LedgerDimension[]): string {
  return by
    .map((dimension, index) => `CAST(${columnOf[dimension]} AS TEXT) AS key${index}, `)
    .join('');
}

/** Over everything, a sum of nothing is no sum. */
function grouping(by: readonly LedgerDimension[]): string {
  const names = by.map((_, index) => `key${index}`).join(', ');
  return by.length === 0 ? 'HAVING count(*) > 0' : `GROUP BY ${names}`;
}

function sumSql(by: readonly LedgerDimension[]): string {
  const sums = summedColumns.map((column) => `sum(${column}) AS ${column}`);
  return `SELECT ${keyList(by)}${sums.join(', ')} FROM (
    SELECT ${keyColumns}, ${summedColumns.join(', ')} FROM aqe_ledger_sums WHERE ${wholeSlots}
    UNION ALL SELECT ${ledgerKeys}, ${ledgerColumns} FROM aqe_ledger WHERE ${ends}
  ) ${grouping(by)}`;
}

/** Tasks with all entries in one row of sums are counted there; the others are told apart by their ids. */
function tasksSql(by: readonly LedgerDimension[]): string {
  const names = by.map((_, index) => `key${index}, `).join('');
  const having = by.length === 0 ? '' : ' HAVING sum(tasks) > 0';
  return `SELECT ${names}sum(tasks) AS tasks FROM (
    SELECT ${keyList(by)}sum(tasks) AS tasks FROM aqe_ledger_sums WHERE ${wholeSlots} ${grouping(by)}
    UNION ALL SELECT ${keyList(by)}count(DISTINCT task_id) AS tasks FROM (
      SELECT ${keyColumns}, task_id FROM aqe_ledger_sums JOIN aqe_ledger_spread_tasks ON sums_id = id WHERE ${wholeSlots}
      UNION ALL SELECT ${ledgerKeys}, task_id FROM aqe_ledger WHERE ${ends}
    ) ${grouping(by)}
  ) ${by.length === 0 ? 'HAVING sum(tasks) > 0' : grouping(by) + having}`;
}

async function* entries(
  connection: SqliteConnection,
  { from, to }: Pick<LedgerQuery, 'from' | 'to'>,
): AsyncGenerator<LedgerEntry> {
  const page = connection.database.prepare(`
    SELECT * FROM aqe_ledger WHERE seq > ? AND at >= ? AND at < ? ORDER BY seq LIMIT ${PAGE}`);
  let last = 0;
  for (;;) {
    const after = last;
    const rows = reading(connection, () => allRows(page, [after, from, to]));
    for (const row of rows) {
      last = numberOf(row, 'seq');
      yield entryOf(row);
    }
    if (rows.length < PAGE) return;
  }
}
