import type { StagedRollout } from '../../core/flags/staged-rollout.ts';
import { type Judging, marginsOf } from '../margins.ts';

const CONFIDENCE = 0.95;
/**
 * How a look at a rollout is judged.
 * @param number of the look in its stage, from 1
 */
export function judgingOf({ judging, stages, looked }: StagedRollout, number: number): Judging {
  return {
    confidence: CONFIDENCE,
    seed: judging.seed,
    margins: marginsOf(judging),
    sequence: {
      look: looked + number,
      stages: stages.filter((percent) => percent < 100).length,
    },
  };
}
