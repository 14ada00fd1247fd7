import { ratioProcess, type ShareWindow } from './ratio-process.ts';

/** Odds ratios of a share that is off, a little or by far, in either direction. */
const alternatives = [0.1, 0.5, 0.8, 0.9, 0.95, 1.05, 1.1, 1.25, 2, 10];

/**
 * Whether the tasks were divided as configured: the always-valid p-value of "each task is the canary's with the configured share". A division that is off says
 * that tasks are lost or counted in the wrong arm, and nothing that is measured on them can be believed.
 * @returns 0 to 1; the smallest so far, so that a look in the past counts
 */
export function sampleRatioP(windows: readonly ShareWindow[]): number {
  return Math.exp(-Math.max(0, ...ratioProcess(windows, alternatives)));
}
