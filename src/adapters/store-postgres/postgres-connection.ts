import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig, Pool, type PoolClient, types } from 'pg';
import type { PostgresTarget } from '../../core/ports.ts';
import type { Row } from '../store/rows.ts';
import { meansRetry, spoilsConnection } from './passing-failure.ts';
import { safeInteger } from './safe-integer.ts';
import { storeFailure } from './store-failure.ts';

/** What is sent in one round trip; prepared once for each connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Sends statements to one database. Those that may be sent twice are, again and again, while the server is away or others were in between. */
export interface PostgresConnection {
  /** Where it is, for people. */
  readonly place: string;
  /**
   * Sends a statement that changes something; one at a time.
   * @throws AqeError STORE_UNAVAILABLE when there is no answer for long
   */
  change(statement: Statement): Promise<readonly Row[]>;
  /**
   * Sends a statement that only reads, and does not wait for those that change something.
   * @throws AqeError STORE_UNAVAILABLE when there is no answer for long
   */
  read(statement: Statement): Promise<readonly Row[]>;
  /**
   * Does work on a connection of its own, which is left if it fails; an open transaction is rolled back then.
   * @throws AqeError STORE_UNAVAILABLE
   */
  session<T>(work: (run: (sql: string) => Promise<readonly Row[]>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How long to wait, in milliseconds. */
export interface PostgresPatience {
  /** For a connection. */
  readonly connectMs: number;
  /** For a lock that others hold. */
  readonly lockMs: number;
  /** For a statement. */
  readonly statementMs: number;
  /** For a server that is away, in all. */
  readonly totalMs: number;
}

/**
 * All calls of a fleet add to the same row. Several connections of one process would only wait for each other inside of the server, which
 * takes two to three times as long there as to wait for their turn here.
 */
const CHANGING = 1;
const READING = 2;
const LONGEST_PAUSE_MS = 250;

/** Opens nothing yet: a connection is made when it is needed, and kept for ten seconds. */
export function postgresConnection(
  target: PostgresTarget,
  patience: PostgresPatience,
): PostgresConnection {
  const { host, port, database } = target;
  const place = `${host}:${port}, database ${database}`;
  const changing = poolFor(target, patience, CHANGING);
  const reading = poolFor(target, patience, READING);
  const send = async (pool: Pool, statement: Statement): Promise<readonly Row[]> => {
    const deadline = performance.now() + patience.totalMs;
    for (let pause = 2; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- a retry
        return await lent({ pool, spoils: spoilsConnection }, async (client) =>
          rowsOf(client, statement),
        );
      } catch (error) {
        if (!meansRetry(error) || performance.now() > deadline) throw storeFailure(place, error);
      }
      // oxlint-disable-next-line no-await-in-loop -- random, so that processes do not march in step
      await sleep(pause * (0.5 + Math.random() / 2));
    }
  };

  return {
    place,
    change: async (statement) => send(changing, statement),
    read: async (statement) => send(reading, statement),
    session: async (work) => {
      try {
        return await lent({ pool: changing, spoils: () => true }, async (client) =>
          work(async (sql) => rowsOf(client, sql)),
        );
      } catch (error) {
        throw storeFailure(place, error);
      }
    },
    close: async () => void (await Promise.all([changing.end(), reading.end()])),
  };
}

function poolFor(target: PostgresTarget, patience: PostgresPatience, most: number): Pool {
  const { connectMs, lockMs, statementMs } = patience;
  const config: ClientConfig = {
    ...target,
    application_name: 'aqe',
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    // The server ends a statement first, unless nobody is there any more.
    query_timeout: statementMs + connectMs,
  };
  // Statements read few rows by their keys, out of memory; at the usual page cost of 4, small tables would be read whole.
  const settings = `
    SET lock_timeout = ${lockMs};
    SET statement_timeout = ${statementMs};
    SET idle_in_transaction_session_timeout = ${statementMs};
    SET random_page_cost = 1.1`;
  // The pool does not get these: to it, the time for a connection includes what a caller waits for its turn.
  class PatientClient extends Client {
    constructor() {
      super(config);
      this.setTypeParser(types.builtins.INT8, safeInteger);
    }
  }
  const pool = new Pool({
    Client: PatientClient,
    max: most,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    // Not as parameters of the connection: these would take the place of PGOPTIONS, and poolers refuse them.
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it, which its types do not say
    onConnect: async (client) => client.query(settings),
  });
  // An idle connection that breaks has left the pool already.
  pool.on('error', ignore);
  return pool;
}

const ignore = (): undefined => undefined;

interface Loan {
  readonly pool: Pool;
  /** Whether a connection that had this failure is closed. */
  readonly spoils: (error: unknown) => boolean;
}

async function lent<T>(
  { pool, spoils }: Loan,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks is told twice: here, and to whoever waits.
  client.on('error', ignore);
  let isSpoilt = false;
  try {
    return await work(client);
  } catch (error) {
    isSpoilt = spoils(error);
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(isSpoilt);
  }
}

async function rowsOf(client: PoolClient, query: Statement | string): Promise<readonly Row[]> {
  const config = typeof query === 'string' ? query : { ...query, values: [...query.values] };
  const { rows } = await client.query<Row>(config);
  return rows;
}
