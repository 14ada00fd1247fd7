import { Socket } from 'node:net';
import type { PostgresState, PostgresTarget, ProbeOptions } from '../core/ports.ts';
import { AqeError } from '../errors.ts';
import { postgresProblem } from './postgres-problem.ts';

/**
 * Connects to a PostgreSQL server, asks for its version and leaves.
 * @throws AqeError INTERRUPTED
 */
export async function probePostgres(
  target: PostgresTarget,
  { timeoutMs, signal }: ProbeOptions,
): Promise<PostgresState> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    ...target,
    application_name: 'aqe doctor',
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    stream: () => new Socket({ signal }),
  });
  // A connection that breaks is told twice: here, and to whoever waits.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return { kind: 'open', version: rows[0]?.server_version ?? 'unknown' };
  } catch (error) {
    if (signal.aborted) throw new AqeError('INTERRUPTED', 'interrupted', { cause: error });
    return postgresProblem(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
