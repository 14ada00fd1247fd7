/** The columns of 1.0.4's `memory_entries`, in the order of {@link MemoryRow}. */
const memoryColumns =
  'key, partition, value, metadata, created_at, expires_at, owner, access_level, team_id, swarm_id';

/** Made at the first write; the same as 1.0.4's table, under a name of 1.0.5. */
export const makeMemorySql: string = `
CREATE TABLE IF NOT EXISTS aqe_memory (
  key text COLLATE "C" NOT NULL,
  partition text COLLATE "C" NOT NULL,
  value text NOT NULL,
  metadata text,
  created_at bigint NOT NULL,
  expires_at bigint,
  owner text NOT NULL,
  access_level text NOT NULL,
  team_id text,
  swarm_id text,
  PRIMARY KEY (partition, key)
)`;

export const isThereSql = "SELECT to_regclass('aqe_memory') IS NOT NULL AS there";

export const getSql: string = `SELECT ${memoryColumns} FROM aqe_memory WHERE partition = $1 AND key = $2`;

/** As SQLite's LIKE: no escapes, and letters of ASCII are the same in upper and lower case, which is what the collation "C" makes of \`lower\`. */
export const listSql: string = `
SELECT ${memoryColumns} FROM aqe_memory
WHERE partition = $1 AND lower(key) LIKE lower(CAST($2 AS text) COLLATE "C") ESCAPE '' ORDER BY key`;

export const statsSql: string = `
SELECT partition, count(*)::int AS entries, (count(*) FILTER (WHERE expires_at <= $1))::int AS expired,
  sum(length(value))::bigint AS size
FROM aqe_memory GROUP BY partition ORDER BY partition`;

const replaced = memoryColumns
  .split(', ')
  .slice(2)
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

/** Who has an entry: what a check looks at must be the same still when its write comes. */
const sameOwner = (first: number): string =>
  `(owner, access_level, team_id, swarm_id) IS NOT DISTINCT FROM ($${first}, $${first + 1}, $${first + 2}, $${first + 3})`;

/** $11: whether there was an entry; $12 to $15: whose. No row comes back when that is not so any more. */
export const putSql: string = `
INSERT INTO aqe_memory AS there (${memoryColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (partition, key) DO UPDATE SET ${replaced}
WHERE CAST($11 AS boolean) AND (there.owner, there.access_level, there.team_id, there.swarm_id)
  IS NOT DISTINCT FROM (CAST($12 AS text), CAST($13 AS text), CAST($14 AS text), CAST($15 AS text))
RETURNING 1 AS done`;

/** One list for each column. The last one of a key wins: a statement may not write a row twice. */
export const putAllSql: string = `
INSERT INTO aqe_memory (${memoryColumns})
SELECT DISTINCT ON (partition, key) ${memoryColumns}
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[])
  WITH ORDINALITY AS given (${memoryColumns}, place)
ORDER BY partition, key, place DESC
ON CONFLICT (partition, key) DO UPDATE SET ${replaced}`;

export const removeSql: string = `DELETE FROM aqe_memory WHERE partition = $1 AND key = $2 AND ${sameOwner(3)} RETURNING 1 AS done`;

export const clearSql: string = `
WITH gone AS (DELETE FROM aqe_memory WHERE partition = $1 RETURNING 1) SELECT count(*)::int AS count FROM gone`;

/** Without partitions, of all. */
export const removeExpiredSql: string = `
WITH gone AS (
  DELETE FROM aqe_memory WHERE expires_at <= $1 AND (CAST($2 AS text[]) IS NULL OR partition = ANY ($2)) RETURNING 1
) SELECT count(*)::int AS count FROM gone`;
