import { Socket } from 'node:net';
import type { PostgresState, PostgresTarget, ProbeOptions } from '../core/ports.ts';
import { AqeError } from '../errors.ts';

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
    return explain(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

type Failure = Exclude<PostgresState, { kind: 'open' }>;

const failures: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: { kind: 'unreachable', reason: 'nothing listens there' },
  ECONNRESET: { kind: 'unreachable', reason: 'the connection was cut' },
  EHOSTUNREACH: { kind: 'unreachable', reason: 'no way to the host' },
  ENOTFOUND: { kind: 'unreachable', reason: 'the host name is unknown' },
  EAI_AGAIN: { kind: 'unreachable', reason: 'the host name cannot be looked up now' },
  '28000': { kind: 'credentials', reason: 'the server does not let this user in' },
  '28P01': { kind: 'credentials', reason: 'wrong user name or password' },
  '3D000': { kind: 'missing', reason: 'there is no such database' },
};

function explain(error: unknown): Failure {
  if (!(error instanceof Error)) return { kind: 'failed', reason: String(error) };
  const known = 'code' in error ? failures[String(error.code)] : undefined;
  if (known !== undefined) return known;
  if (/timeout/i.test(error.message)) return { kind: 'timeout', reason: 'no answer in time' };
  if (error.message.includes('client password must be')) {
    return { kind: 'credentials', reason: 'the server asks for a password and none is set' };
  }
  return { kind: 'failed', reason: error.message };
}
