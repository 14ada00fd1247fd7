import { AqeError } from '../../errors.ts';
import { postgresProblem, type PostgresProblem } from '../postgres-problem.ts';

interface Explanation {
  /** Of the code, or of the message where there is none. */
  readonly matches: RegExp;
  readonly says: string;
  readonly hint: string;
}

const explanations: readonly Explanation[] = [
  {
    matches: /^42501$/,
    says: 'this user may not do that',
    hint: 'The first run needs CREATE on the schema, every run SELECT, INSERT, UPDATE and DELETE on the aqe_ tables; docs/costs.md has the GRANTs.',
  },
  {
    matches: /^42P01$|^42703$/,
    says: 'its aqe_ tables are not whole',
    hint: 'Was a part of them dropped? Restore a backup of the database.',
  },
  {
    matches: /^25006$/,
    says: 'it takes no writes',
    hint: 'It is a standby or set read-only. Point database.host to the primary.',
  },
  {
    matches: /^53100$|^53200$/,
    says: 'it is out of disk space or memory',
    hint: 'Make room. What was recorded before is whole.',
  },
  {
    matches: /^53300$/,
    says: 'it has no connection left',
    hint: 'Each aqe process takes up to 4. Raise max_connections, or run fewer.',
  },
  {
    matches: /^57014$|^55P03$/,
    says: 'another transaction is in the way',
    hint: 'Look for long transactions in pg_stat_activity. Nothing was recorded.',
  },
  {
    matches: /^57P0|^08/,
    says: 'it is stopping or starting',
    hint: 'Try again when it is up. What was recorded before is whole.',
  },
  {
    matches: /does not support SSL/,
    says: 'it has no TLS',
    hint: 'PGSSLMODE asks for it. Switch TLS on in the server, or set PGSSLMODE=disable.',
  },
  {
    matches: /CERT|SIGNATURE|TLS|SSL/,
    says: 'its TLS certificate is not trusted',
    hint: 'Name the authority that signed it in NODE_EXTRA_CA_CERTS.',
  },
];

const hints: Readonly<Record<PostgresProblem['kind'], string>> = {
  unreachable: 'Start the server, or correct database.host and database.port (DB_HOST, DB_PORT).',
  timeout: 'Is it the right host, and is the server overloaded? `aqe doctor` looks at it.',
  credentials:
    'Check database.username and database.password (DB_USER, DB_PASSWORD). A server that wants TLS gets it with PGSSLMODE=require.',
  missing: 'Create it (createdb), or correct database.database (DB_NAME).',
  failed: '`aqe doctor` looks at the database.',
};

/** What a failure of PostgreSQL means to the user. Tells neither user names nor passwords. */
export function storeFailure(place: string, error: unknown): AqeError {
  if (error instanceof AqeError) return error;
  const message = error instanceof Error ? error.message : '';
  const known = explanations.find(({ matches }) => matches.test(codeOf(error) ?? message));
  const problem = postgresProblem(error);
  const reason = message === '' ? '' : `: ${message}`;
  const says = known === undefined ? problem.reason : `${known.says}${reason}`;
  return new AqeError('STORE_UNAVAILABLE', `cannot use PostgreSQL at ${place}: ${says}`, {
    hint: known?.hint ?? hints[problem.kind],
    cause: error,
  });
}

/** The SQLSTATE of an answer, or what Node calls a failure of the network. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
