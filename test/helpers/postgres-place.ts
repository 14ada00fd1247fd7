import pg from 'pg';
import type { PostgresTarget } from '../../src/core/ports.ts';
import type { PostgresServer } from './postgres.ts';

let count = 0;

/** An empty schema of a server, and an ordinary user who looks nowhere else. */
export async function newPlace({ port, user, password }: PostgresServer): Promise<PostgresTarget> {
  count += 1;
  const server = { host: '127.0.0.1', port, database: 'postgres', password };
  const name = `fleet_${count}`;
  await query(
    { ...server, user },
    `CREATE ROLE ${name} LOGIN PASSWORD '${password}'; CREATE SCHEMA AUTHORIZATION ${name}`,
  );
  return { ...server, user: name };
}

/** The rows of one query, on a connection of its own. */
export async function query(
  target: PostgresTarget,
  sql: string,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...target });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}
