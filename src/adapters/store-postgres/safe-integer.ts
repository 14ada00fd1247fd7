import { AqeError } from '../../errors.ts';

/**
 * A `bigint` of PostgreSQL as a number.
 * @throws AqeError STORE_UNAVAILABLE when it is too large to be told exactly
 */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new AqeError(
    'STORE_UNAVAILABLE',
    `the database has ${text}, which is too large to be exact`,
    {
      hint: 'Sums of nano-dollars are exact up to 9 million dollars. Ask for a shorter period.',
    },
  );
}
