import { describe, expect, it } from 'vitest';
import { judgeCost } from '../../src/rollout/judge/judge-cost.ts';
import { judgeErrorRate } from '../../src/rollout/judge/judge-error-rate.ts';
import { judgeQuantile } from '../../src/rollout/judge/judge-quantile.ts';
import { defaultMargins, type Judging } from '../../src/rollout/margins.ts';
import { readComparison } from '../../src/rollout/read/read-comparison.ts';
import { type ArmModel, canaryTasks } from '../helpers/canary-tasks.ts';
import { simulateRollout } from '../helpers/rollout-simulation.ts';

const LOOKS = 16;
const sequence = (look: number): Judging => ({
  margins: defaultMargins,
  confidence: 0.95,
  seed: 1,
  sequence: { look, stages: 3 },
});

/** How p95 and cost are judged at one look after the other, as tasks come in: 25 of canary and 75 of stable from each to the next. */
const isFailed = (model: ArmModel, seed: number): boolean => {
  const canary = canaryTasks(25 * LOOKS, model, `canary ${seed}`);
  const stable = canaryTasks(75 * LOOKS, {}, `stable ${seed}`);
  return Array.from({ length: LOOKS }, (_, index) => index + 1).some((look) => {
    const value = { canary: canary.slice(0, 25 * look), stable: stable.slice(0, 75 * look) };
    const { durations, costs } = readComparison([{ name: 'looks', value }], undefined);
    const judging = sequence(look);
    return (
      judgeQuantile('p95Latency', durations, judging).verdict === 'FAIL' ||
      judgeCost(costs, judging).verdict === 'FAIL'
    );
  });
};

const countOf = (rollouts: number, happened: (seed: number) => boolean): number =>
  Array.from({ length: rollouts }, (_, seed) => seed).filter((seed) => happened(seed)).length;

describe('a stage that is looked at sixteen times', () => {
  it('is seldom taken back without harm', () => {
    expect(countOf(20, (seed) => isFailed({}, seed))).toBeLessThanOrEqual(1);
  });

  it('is taken back for twice the cost, and for a slow tail', () => {
    expect(countOf(10, (seed) => isFailed({ cost: 0.02 }, seed))).toBe(10);
    expect(countOf(10, (seed) => isFailed({ slow: 0.12 }, seed))).toBeGreaterThanOrEqual(9);
  });
});

const aborted = (ratio: number, bursts: boolean): number =>
  countOf(2000, (seed) => {
    const model = { tasks: 5000, looks: 50, fails: 0.02, ratio, bursts };
    const judging = sequence(50);
    return judgeErrorRate('errorRate', simulateRollout(model, seed), judging).verdict === 'FAIL';
  });

describe('2,000 rollouts of 5,000 tasks through three stages, judged in sequence', () => {
  it('are aborted in 3 % at most without a difference, bursts or not, and in 95 % at three times the failures', () => {
    expect(aborted(1, false)).toBeLessThanOrEqual(60);
    expect(aborted(1, true)).toBeLessThanOrEqual(60);
    expect(aborted(3, false)).toBeGreaterThanOrEqual(1900);
  });
});
