import { AqeError } from '../../errors.ts';
import { type SqliteConnection, transaction } from './sqlite-connection.ts';

/** Does the work as a transaction; what is asked for in the same moment shares one. */
export type Transact = <T>(work: () => T) => Promise<T>;

/** @returns hands the result over, once it is committed */
type Job = { readonly run: () => () => void; readonly fail: (reason: unknown) => void };

/**
 * Transactions that are shared: beginning and committing takes as long as the work itself, and a fleet starts many calls at once. When
 * the work of one fails all are undone, and each is done for itself.
 */
export function sharedTransactions(connection: SqliteConnection): Transact {
  let waiting: Job[] = [];
  const flush = async (): Promise<void> => {
    const jobs = waiting;
    waiting = [];
    try {
      const deliver = await transaction(connection, () => jobs.map(({ run }) => run()));
      for (const each of deliver) each();
    } catch (error) {
      if (jobs.length === 1 || isOfStore(error)) for (const { fail } of jobs) fail(error);
      else await Promise.all(jobs.map(async (job) => alone(connection, job)));
    }
  };
  return async (work) =>
    new Promise((resolve, fail) => {
      if (waiting.length === 0) queueMicrotask(() => void flush());
      waiting.push({
        fail,
        run: () => {
          const result = work();
          return () => {
            resolve(result);
          };
        },
      });
    });
}

async function alone(connection: SqliteConnection, { run, fail }: Job): Promise<void> {
  try {
    (await transaction(connection, run))();
  } catch (error) {
    fail(error);
  }
}

/** The file is locked, full or broken: what failed for all will fail for each. */
function isOfStore(error: unknown): boolean {
  return error instanceof AqeError && error.cause !== undefined;
}
