import type { MemoryRow, StoredMemory } from '../../core/memory/memory-entries.ts';
import { memoryRowOf, memoryValues, partitionStatsOf } from '../store/stored-memory.ts';
import { numberOf, type Row } from '../store/rows.ts';
import {
  clearSql,
  getSql,
  isThereSql,
  listSql,
  makeMemorySql,
  putAllSql,
  putSql,
  removeExpiredSql,
  removeSql,
  statsSql,
} from './memory-sql.ts';
import type { PostgresConnection } from './postgres-connection.ts';

/** The memory in a table of its own. It is made at the first write; without it, reads find nothing. */
export function postgresMemory(connection: PostgresConnection): StoredMemory {
  const { query, change, count } = memoryTable(connection);
  const get: StoredMemory['get'] = async (key, partition) => {
    const [row] = await query('get', getSql, [partition, stored(key)]);
    return row === undefined ? undefined : rowOf(row);
  };
  return {
    get,
    list: async ({ pattern, partition }) =>
      (await query('list', listSql, [partition, stored(pattern)])).map(rowOf),
    stats: async (now) => (await query('stats', statsSql, [now])).map(partitionStatsOf),
    put: async (row, check) =>
      untilItHolds(async () => {
        const there = await get(row.key, row.partition);
        if (there !== undefined) check(there);
        const values = [...valuesOf(row), there !== undefined, ...ownership(there)];
        return (await change('put', putSql, values)).length > 0 ? 'done' : undefined;
      }).then(() => undefined),
    putAll: async (rows) => {
      const all = rows.map(valuesOf);
      const columns = all[0]?.map((_, column) => all.map((values) => values[column]));
      if (columns !== undefined) await change('put all', putAllSql, columns);
    },
    remove: async ({ key, partition }, check) =>
      untilItHolds(async () => {
        const there = await get(key, partition);
        if (there === undefined) return false;
        check(there);
        const values = [partition, stored(key), ...ownership(there)];
        return (await change('remove', removeSql, values)).length > 0 ? true : undefined;
      }),
    clear: async (partition) => count('clear', clearSql, [partition]),
    removeExpired: async (now, partitions) =>
      count('remove expired', removeExpiredSql, [now, partitions ?? null]),
  };
}

/** What is checked and written in two statements is done again when somebody else came in between, for which the work answers undefined. */
async function untilItHolds<T>(work: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a retry
    const done = await work();
    if (done !== undefined) return done;
  }
}

type Query = (name: string, text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** Sends statements about the table, of which it looks first whether it is there. */
function memoryTable(connection: PostgresConnection): {
  readonly query: Query;
  readonly change: Query;
  readonly count: (...statement: Parameters<Query>) => Promise<number>;
} {
  let isThere = false;
  const exists = async (): Promise<boolean> => {
    if (isThere) return true;
    const [row] = await connection.read({ name: 'aqe find memory', text: isThereSql, values: [] });
    isThere = row?.['there'] === true;
    return isThere;
  };
  const change: Query = async (name, text, values) => {
    if (!(await exists())) {
      await connection.change({ name: 'aqe make memory', text: makeMemorySql, values: [] });
    }
    return connection.change({ name: `aqe memory ${name}`, text, values });
  };
  return {
    query: async (name, text, values) =>
      (await exists()) ? connection.read({ name: `aqe memory ${name}`, text, values }) : [],
    change,
    count: async (...statement) => {
      const [row] = (await exists()) ? await change(...statement) : [];
      return row === undefined ? 0 : numberOf(row, 'count');
    },
  };
}

/** No text of PostgreSQL may have U+0000, and keys of 1.0.4 may: it is written as two characters, and so is the one that marks it. */
const stored = (text: string): string =>
  text.replaceAll('\u001A', '\u001A1').replaceAll('\u0000', '\u001A0');
const unstored = (text: string): string =>
  text.replaceAll('\u001A0', '\u0000').replaceAll('\u001A1', '\u001A');

function valuesOf(row: MemoryRow): readonly unknown[] {
  return memoryValues({ ...row, key: stored(row.key) });
}

function rowOf(row: Row): MemoryRow {
  const entry = memoryRowOf(row);
  return { ...entry, key: unstored(entry.key) };
}

function ownership(there: MemoryRow | undefined): readonly unknown[] {
  if (there === undefined) return [null, null, null, null];
  const { owner, accessLevel, teamId, swarmId } = there;
  return [owner, accessLevel, teamId, swarmId];
}
