import type { Settlement } from '../../core/cost/budget-store.ts';
import { bookingSql } from './booking-sql.ts';
import type { Statement } from './postgres-connection.ts';

/** What an expired hold was charged is taken back: `amount` is what `expireSql` booked for it. */
const settleSql = bookingSql(
  'DELETE FROM aqe_reservations WHERE id = $1 RETURNING id, amount, windows, expired',
  `expired AS correction, (NOT expired)::integer * amount AS held,
    $2::bigint AS at, $3::text AS basis, $4::text AS outcome,
    $5::bigint AS input, $6::bigint AS output,
    $7::bigint AS cache_read, $8::bigint AS cache_write_5m, $9::bigint AS cache_write_1h,
    $10::bigint - expired::integer * amount AS cost,
    1 - expired::integer AS calls,
    $11::integer - expired::integer AS failed_calls,
    $12::bigint - expired::integer * amount AS estimated_cost,
    $13::bigint - expired::integer * amount AS failed_cost`,
);

const expireSql = bookingSql(
  `UPDATE aqe_reservations SET expired = true WHERE id = (
    SELECT id FROM aqe_reservations WHERE NOT expired AND expires_at <= $1
    ORDER BY expires_at LIMIT 1 FOR UPDATE SKIP LOCKED
  ) RETURNING id, amount, windows, expired`,
  `false AS correction, amount AS held, $1::bigint AS at, 'worst-case' AS basis, 'expired' AS outcome,
    0 AS input, 0 AS output, 0 AS cache_read, 0 AS cache_write_5m, 0 AS cache_write_1h,
    amount AS cost, 1 AS calls, 1 AS failed_calls, amount AS estimated_cost, amount AS failed_cost`,
);

/** Books what a call cost. Of a hold that is booked already it changes nothing. */
export function settleStatement(settlement: Settlement): Statement {
  const { id, now, basis, outcome, usage, cost } = settlement;
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = usage;
  const failed = outcome !== 'succeeded';
  const values: unknown[] = [id, now, basis, outcome, input, output];
  return {
    name: 'aqe settle',
    text: settleSql,
    values: values.concat(
      [cacheRead, cacheWrite5m, cacheWrite1h, cost],
      [failed ? 1 : 0, basis === 'measured' ? 0 : cost, failed ? cost : 0],
    ),
  };
}

/** Charges one hold in full whose lease has run out; one that another process is ending is passed over. */
export function expireStatement(now: number): Statement {
  return { name: 'aqe expire', text: expireSql, values: [now] };
}
