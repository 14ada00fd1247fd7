import type { Scheduler } from '../core/ports.ts';

export const systemScheduler: Scheduler = {
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
