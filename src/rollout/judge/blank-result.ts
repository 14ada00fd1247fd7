import type { MetricResult } from '../verdict.ts';

/** A result that nothing is known of yet. */
export const blankResult: Omit<MetricResult, 'metric' | 'verdict' | 'reason'> = {
  required: false,
  unit: 'share',
  canary: null,
  stable: null,
  n: { canary: 0, stable: 0 },
  scale: 'ratio',
  delta: null,
  interval: null,
  margin: null,
  needed: null,
  statistics: {},
};
