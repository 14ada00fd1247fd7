import { AqeError } from '../../errors.ts';
import type { AttemptEnd, Charge, OpenAttempt } from '../cost/billing.ts';
import { noTokens } from '../cost/token-usage.ts';
import type { Scheduler } from '../ports.ts';

/** Milliseconds between the tries to book what an attempt cost. */
const RETRY_WAITS_MS = [100, 400, 1600];

/**
 * Books what an attempt cost, and tries again when the store does not answer. When it never does, the charge is what was held: that is what the
 * store charges when the lease runs out. The answer is there all the same.
 */
export async function settleAttempt(
  held: OpenAttempt,
  end: AttemptEnd,
  scheduler: Scheduler,
): Promise<Charge> {
  for (const wait of RETRY_WAITS_MS) {
    // oxlint-disable-next-line no-await-in-loop -- one try after the other
    const charge = await tryToSettle(held, end);
    if (charge !== undefined) return charge;
    // oxlint-disable-next-line no-await-in-loop
    await new Promise<void>((resolve) => {
      scheduler.after(wait, resolve);
    });
  }
  const unbooked = { cost: held.reserved, usage: end.usage ?? noTokens } as const;
  return (await tryToSettle(held, end)) ?? { ...unbooked, basis: 'worst-case' };
}

/** @returns undefined when the store does not answer */
async function tryToSettle(held: OpenAttempt, end: AttemptEnd): Promise<Charge | undefined> {
  try {
    return await held.settle(end);
  } catch (error) {
    if (error instanceof AqeError) return undefined;
    throw error;
  }
}
