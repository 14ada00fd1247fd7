import type { Scheduler } from '../core/ports.ts';

/** Node takes a longer wait for none at all. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

export const systemScheduler: Scheduler = {
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(ms, LONGEST_WAIT_MS));
    return () => {
      clearTimeout(timer);
    };
  },
};
