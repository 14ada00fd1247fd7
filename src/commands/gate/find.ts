import { formatLocation } from '../../cli/describe-error.ts';
import { AqeError, type ErrorCode } from '../../errors.ts';
import type { Found } from '../../rollout/gate/check.ts';

/** What is wrong with the command line, or ends it, is no finding. */
const thrown = new Set<ErrorCode>(['INTERRUPTED', 'USAGE']);

/** There is nothing to be found, and why. */
export class Absent {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/**
 * Looks for something; where that fails, what is found is why.
 * @throws AqeError INTERRUPTED, USAGE
 */
export async function find<T>(source: string, look: () => Promise<T | Absent>): Promise<Found<T>> {
  try {
    const value = await look();
    return value instanceof Absent
      ? { kind: 'absent', reason: value.reason, source }
      : { kind: 'found', value, source };
  } catch (error) {
    if (!(error instanceof AqeError) || thrown.has(error.code)) throw error;
    const place = error.location === undefined ? '' : `${formatLocation(error.location)}  `;
    return { kind: 'absent', reason: place + error.message, source };
  }
}
