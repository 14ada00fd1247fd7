import type { PostgresState } from '../core/ports.ts';

/** Why a PostgreSQL server did not do what it was asked. */
export type PostgresProblem = Exclude<PostgresState, { kind: 'open' }>;

const problems: Readonly<Record<string, PostgresProblem>> = {
  ECONNREFUSED: { kind: 'unreachable', reason: 'nothing listens there' },
  ECONNRESET: { kind: 'unreachable', reason: 'the connection was cut' },
  EHOSTUNREACH: { kind: 'unreachable', reason: 'no way to the host' },
  ENOTFOUND: { kind: 'unreachable', reason: 'the host name is unknown' },
  EAI_AGAIN: { kind: 'unreachable', reason: 'the host name cannot be looked up now' },
  '28000': { kind: 'credentials', reason: 'the server does not let this user in' },
  '28P01': { kind: 'credentials', reason: 'wrong user name or password' },
  '3D000': { kind: 'missing', reason: 'there is no such database' },
};

/** What a failure of pg means; the reason is without user names and passwords. */
export function postgresProblem(error: unknown): PostgresProblem {
  if (!(error instanceof Error)) return { kind: 'failed', reason: String(error) };
  const known = 'code' in error ? problems[String(error.code)] : undefined;
  if (known !== undefined) return known;
  if (/timeout/i.test(error.message)) return { kind: 'timeout', reason: 'no answer in time' };
  if (error.message.includes('client password must be')) {
    return { kind: 'credentials', reason: 'the server asks for a password and none is set' };
  }
  return { kind: 'failed', reason: error.message };
}
