import type { Metric } from './verdict.ts';

/** What is tolerated, and what is required. */
export interface Margins {
  /** How much higher the error rate may be: 0.02 is two points. */
  readonly errorRate: number;
  /** How many times as likely a failure may be before the canary fails at once; 1 is not at all. */
  readonly errorRatio: number;
  /** How much slower the slowest twentieth may be: 0.1 is 10 %. */
  readonly latency: number;
  /** How much cheaper a task has to be: 0.2 is 20 %; 0 asks for no saving. */
  readonly saving: number;
  /** How many times as much memory a process may need. */
  readonly memoryRatio: number;
  /** Less than this more is never too much; bytes. */
  readonly memoryBytes: number;
  /** How fast a process may grow; bytes per hour. */
  readonly memoryPerHour: number;
  /** What decides; the rest is shown. */
  readonly required: readonly Metric[];
}

const MEBIBYTE = 1_048_576;

/** As the documents of 1.0.5 have it: no more errors, p95 within 10 %, 20 % cheaper, memory in bounds. */
export const defaultMargins: Margins = {
  errorRate: 0.02,
  errorRatio: 1,
  latency: 0.1,
  saving: 0.2,
  memoryRatio: 1.2,
  memoryBytes: 64 * MEBIBYTE,
  memoryPerHour: 64 * MEBIBYTE,
  required: ['errorRate', 'p95Latency', 'costPerTask', 'memory'],
};

/** How a comparison is made. */
export interface Judging {
  readonly margins: Margins;
  /** Of all intervals, two-sided. */
  readonly confidence: number;
  readonly seed: number;
}
