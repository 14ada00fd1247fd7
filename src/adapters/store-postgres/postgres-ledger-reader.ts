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
import { keysOf, rangeOf, sumOf } from '../store/ledger-sum.ts';
import { numberOf, type Row } from '../store/rows.ts';
import type { PostgresConnection } from './postgres-connection.ts';

const keyColumns = sumKeys.join(', ');
const summedColumns = [...countColumns, ...answerColumns];
const kinds = 'JOIN aqe_call_kinds AS kind ON kind.id = kind_id';
/** Whole slots from their sums, what is left at both ends from the ledger itself. Parameters: {@link rangeOf}. */
const wholeSlots = 'slot >= $1 AND slot < $2';
const ends = `aqe_ledger JOIN aqe_calls ON aqe_calls.id = call_id ${kinds}
      WHERE (at >= $3 AND at < $4) OR (at >= $5 AND at < $6)`;
const isAnswer = "outcome = 'succeeded' AND purpose = 'answer'";
const endAnswers = ['=', '<>'].flatMap((is) =>
  tokenColumns.map(
    (column) => `CASE WHEN ${isAnswer} AND basis ${is} 'measured' THEN ${column} ELSE 0 END`,
  ),
);
const PAGE = 500;

const pageSql = `
SELECT kind.*, task_id, agent_id, attempt, aqe_ledger.*,
  call_id || CASE WHEN correction THEN '#correction' ELSE '' END AS id
FROM aqe_ledger JOIN aqe_calls ON aqe_calls.id = call_id ${kinds}
WHERE seq > $1 AND at >= $2 AND at < $3 ORDER BY seq LIMIT ${PAGE}`;

/** Reads the tables of a database; see {@link LedgerReader}. */
export function postgresLedgerReader(connection: PostgresConnection): LedgerReader {
  const rows = async (text: string, query: LedgerQuery): Promise<readonly Row[]> =>
    connection.read({ name: '', text, values: rangeOf(query) });
  return {
    sum: async (query) => (await rows(sumSql(query.by), query)).map((row) => sumOf(row, query.by)),
    countTasks: async (query) =>
      (await rows(tasksSql(query.by), query)).map((row) => ({
        keys: keysOf(row, query.by),
        tasks: numberOf(row, 'tasks'),
      })),
    entries: (range) => entries(connection, range),
  };
}

function keyList(by: readonly LedgerDimension[]): string {
  return by.map((dimension, index) => `${columnOf[dimension]} AS key${index}, `).join('');
}

function keyNames(by: readonly LedgerDimension[]): string[] {
  return by.map((_, index) => `key${index}`);
}

/** Over everything, a sum of nothing is no sum. */
function grouping(by: readonly LedgerDimension[]): string {
  return by.length === 0 ? 'HAVING count(*) > 0' : `GROUP BY ${keyNames(by).join(', ')}`;
}

function sumSql(by: readonly LedgerDimension[]): string {
  const sums = summedColumns.map((column) => `sum(${column})::bigint AS ${column}`);
  return `SELECT ${keyList(by)}${sums.join(', ')} FROM (
    SELECT ${keyColumns}, ${summedColumns.join(', ')} FROM aqe_ledger_sums ${kinds} WHERE ${wholeSlots}
    UNION ALL SELECT ${keyColumns}, ${[...countColumns, ...endAnswers].join(', ')} FROM ${ends}
  ) AS part ${grouping(by)}`;
}

/**
 * Every task is counted where it had its first entry. Those that had further ones elsewhere are taken out again, and counted by their
 * ids, together with those at the ends.
 */
function tasksSql(by: readonly LedgerDimension[]): string {
  const names = keyNames(by);
  return `SELECT ${names.map((name) => `${name}, `).join('')}sum(tasks)::bigint AS tasks FROM (
    SELECT ${keyList(by)}tasks FROM aqe_ledger_sums ${kinds} WHERE ${wholeSlots}
    UNION ALL SELECT ${keyList(by)}-1 FROM aqe_ledger_spread_tasks ${kinds} WHERE first AND ${wholeSlots}
    UNION ALL SELECT ${names.map((name) => `${name}, `).join('')}1 FROM (
      SELECT ${keyList(by)}task_id FROM aqe_ledger_spread_tasks ${kinds} WHERE ${wholeSlots}
      UNION SELECT ${keyList(by)}task_id FROM (SELECT ${keyColumns}, task_id FROM ${ends}) AS entry
    ) AS place
  ) AS part ${by.length === 0 ? '' : grouping(by)} HAVING sum(tasks) > 0`;
}

async function* entries(
  connection: PostgresConnection,
  { from, to }: Pick<LedgerQuery, 'from' | 'to'>,
): AsyncGenerator<LedgerEntry> {
  for (let last = 0; ;) {
    // oxlint-disable-next-line no-await-in-loop -- one page after the other
    const rows = await connection.read({
      name: 'aqe entries',
      text: pageSql,
      values: [last, from, to],
    });
    for (const row of rows) {
      last = numberOf(row, 'seq');
      yield entryOf(row);
    }
    if (rows.length < PAGE) return;
  }
}
