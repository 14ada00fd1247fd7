import {
  type LedgerDimension,
  type LedgerEntry,
  type LedgerQuery,
  type LedgerReader,
} from '../../core/cost/budget-store.ts';
import {
  answerColumns,
  columnOf,
  countColumns,
  sumKeys,
  tokenColumns,
} from '../store/ledger-columns.ts';
import { entryOf } from '../store/ledger-entry.ts';
import { keysOf, sumOf } from '../store/ledger-sum.ts';
import { numberOf, type Row } from '../store/rows.ts';
import { partsOf } from './parts-of.ts';
import { reading, type SqliteConnection } from './sqlite-connection.ts';
import { allRows } from './sqlite-rows.ts';

const keyColumns = sumKeys.join(', ');
const summedColumns = [...countColumns, ...answerColumns];
/** Where the parts of a range are; parameters: {@link partsOf}. Days that are not summed yet are read as slots. */
const summedDays = 'day >= ?1 AND day < ?2 AND summed = 1';
const slots = `(
    SELECT ?3 AS first, ?4 AS after UNION ALL SELECT ?5, ?6
    UNION ALL SELECT day, day + 86400000 FROM aqe_ledger_days WHERE day >= ?1 AND day < ?2 AND summed = 0
  ) CROSS JOIN aqe_ledger_sums ON slot >= first AND slot < after`;
const ends = '((at >= ?7 AND at < ?8) OR (at >= ?9 AND at < ?10))';
const isAnswer = "outcome = 'succeeded' AND purpose = 'answer'";
const ledgerAnswers = ['=', '<>'].flatMap((is) =>
  tokenColumns.map((column) => `iif(${isAnswer} AND basis ${is} 'measured', ${column}, 0)`),
);
const ledgerColumns = [...countColumns, ...ledgerAnswers].join(', ');
const PAGE = 500;

/** Reads the tables of an open file; see {@link LedgerReader}. */
export function sqliteLedgerReader(connection: SqliteConnection): LedgerReader {
  const rows = (sql: string, query: LedgerQuery): Row[] =>
    reading(connection, () => allRows(connection.database.prepare(sql), partsOf(query)));
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
  return by.map((dimension, index) => `${columnOf[dimension]} AS key${index}, `).join('');
}

/** The same of a kind in the list of a day's tasks. */
function kindList(by: readonly LedgerDimension[]): string {
  const columns: readonly string[] = sumKeys;
  return by
    .map((dimension) => columns.indexOf(columnOf[dimension]))
    .map((place, index) => `json_extract(value, '$[${place}]') AS key${index}, `)
    .join('');
}

/** Over everything, a sum of nothing is no sum. */
function grouping(by: readonly LedgerDimension[]): string {
  const names = by.map((_, index) => `key${index}`).join(', ');
  return by.length === 0 ? 'HAVING count(*) > 0' : `GROUP BY ${names}`;
}

function sumSql(by: readonly LedgerDimension[]): string {
  const sums = summedColumns.map((column) => `sum(${column}) AS ${column}`);
  const columns = `${keyColumns}, ${summedColumns.join(', ')}`;
  return `SELECT ${keyList(by)}${sums.join(', ')} FROM (
    SELECT ${columns} FROM aqe_ledger_days JOIN aqe_ledger_day_sums USING (day) WHERE ${summedDays}
    UNION ALL SELECT ${columns} FROM ${slots}
    UNION ALL SELECT ${keyColumns}, ${ledgerColumns} FROM aqe_ledger WHERE ${ends}
  ) ${grouping(by)}`;
}

/**
 * Days know how many tasks they had. Of slots, tasks with all entries in one row of sums are counted there; the others are told apart by
 * their ids. What several of these count alike are the tasks of several days: they are taken out again.
 */
function tasksSql(by: readonly LedgerDimension[]): string {
  const names = by.map((_, index) => `key${index}, `).join('');
  const having =
    by.length === 0 ? 'HAVING sum(tasks) > 0' : `${grouping(by)} HAVING sum(tasks) > 0`;
  return `SELECT ${names}sum(tasks) AS tasks FROM (
    SELECT ${names}sum(tasks) AS tasks FROM (
      SELECT DISTINCT ${kindList(by)}kinds, tasks FROM (
        SELECT kinds, sum(tasks) AS tasks FROM aqe_ledger_days JOIN aqe_ledger_day_tasks USING (day)
        WHERE ${summedDays} GROUP BY kinds
      ) CROSS JOIN json_each(kinds)
    ) ${grouping(by)}
    UNION ALL SELECT ${keyList(by)}sum(tasks) FROM ${slots} ${grouping(by)}
    UNION ALL SELECT ${keyList(by)}count(DISTINCT task_id) FROM (
      SELECT ${keyColumns}, task_id FROM ${slots} CROSS JOIN aqe_ledger_spread_tasks ON sums_id = id
      UNION ALL SELECT ${keyColumns}, task_id FROM aqe_ledger WHERE ${ends}
    ) ${grouping(by)}
    UNION ALL SELECT ${names}1 - count(DISTINCT part) FROM (
      SELECT ${keyList(by)}task_id, part FROM (${longTasks})
    ) GROUP BY ${names}task_id
  ) ${having}`;
}

/** Where the tasks of several days were counted: in days of their own, and once in all that is no summed day. */
const longTasks = `
      SELECT ${keyColumns}, task_id, iif(summed = 1 AND day >= ?1 AND day < ?2, day, -1) AS part
      FROM aqe_ledger_long_tasks CROSS JOIN aqe_ledger_spread_tasks USING (task_id) CROSS JOIN aqe_ledger_sums ON id = sums_id
      CROSS JOIN aqe_ledger_days ON day = slot - slot % 86400000
      WHERE slot >= ?3 AND slot < ?6
      UNION ALL SELECT ${keyColumns}, task_id, -1 FROM aqe_ledger JOIN aqe_ledger_long_tasks USING (task_id) WHERE ${ends}`;

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
