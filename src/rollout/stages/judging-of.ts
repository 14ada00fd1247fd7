import type { StagedRollout } from '../../core/flags/staged-rollout.ts';
import { defaultMargins, type Judging } from '../margins.ts';
import type { Metric } from '../verdict.ts';

const CONFIDENCE = 0.95;
const metrics: readonly Metric[] = [
  'errorRate',
  'p95Latency',
  'costPerTask',
  'memory',
  'p95FirstChunk',
  'streamingSuccess',
];

/**
 * How a look at a rollout is judged.
 * @param number of the look in its stage, from 1
 */
export function judgingOf({ judging, stages, looked }: StagedRollout, number: number): Judging {
  const { required, errorRate, latency, saving, seed } = judging;
  return {
    confidence: CONFIDENCE,
    seed,
    margins: {
      ...defaultMargins,
      errorRate,
      latency,
      saving,
      required: metrics.filter((metric) => required.includes(metric)),
    },
    sequence: {
      look: looked + number,
      stages: stages.filter((percent) => percent < 100).length,
    },
  };
}
