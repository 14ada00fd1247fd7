import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/rollout/compare.ts';
import { judgeAssignment } from '../../src/rollout/judge/judge-assignment.ts';
import { judgeCost } from '../../src/rollout/judge/judge-cost.ts';
import { judgeErrorRate } from '../../src/rollout/judge/judge-error-rate.ts';
import { judgeQuantile } from '../../src/rollout/judge/judge-quantile.ts';
import { defaultMargins, type Judging } from '../../src/rollout/margins.ts';
import { readComparison } from '../../src/rollout/read/read-comparison.ts';
import { type ArmModel, type CanaryTask, canaryTasks } from '../helpers/canary-tasks.ts';
import { type RolloutModel, simulateRollout } from '../helpers/rollout-simulation.ts';

const judging: Judging = { margins: defaultMargins, confidence: 0.95, seed: 1 };

/** In which share of so many rollouts something happened. */
const shareOf = (rollouts: number, happened: (seed: number) => boolean): number => {
  let count = 0;
  for (let seed = 0; seed < rollouts; seed += 1) if (happened(seed)) count += 1;
  return count / rollouts;
};

/** The largest e-value of all looks decides, so that one judgement at the end tells whether any look would have aborted. */
const isAborted = (model: RolloutModel, seed: number): boolean =>
  judgeErrorRate('errorRate', simulateRollout(model, seed), judging).verdict === 'FAIL';

describe('2,000 rollouts of 5,000 tasks with 50 looks, through 10, 25 and 50 %', () => {
  const model = { tasks: 5000, looks: 50, fails: 0.02 };

  it.each([
    ['and steady providers', false],
    ['and bursts of the provider that hit both arms', true],
  ])('without a difference %s are aborted in 3 % at most', (_, bursts) => {
    const aborted = shareOf(2000, (seed) => isAborted({ ...model, ratio: 1, bursts }, seed));
    expect(aborted).toBeLessThanOrEqual(0.03);
  });

  it('find three times the error rate in 95 % at least', () => {
    const found = shareOf(2000, (seed) => isAborted({ ...model, ratio: 3, bursts: false }, seed));
    expect(found).toBeGreaterThanOrEqual(0.95);
  });

  it('find it in 90 % where bursts, which hit both arms, hide it: it is less than three times then', () => {
    const found = shareOf(2000, (seed) => isAborted({ ...model, ratio: 3, bursts: true }, seed));
    expect(found).toBeGreaterThanOrEqual(0.9);
  });

  it('are seldom told that tasks are in the wrong arm when they are not', () => {
    const cried = shareOf(2000, (seed) => {
      const rollout = simulateRollout({ ...model, ratio: 1, bursts: false }, seed);
      return judgeAssignment(rollout, []).verdict === 'ERROR';
    });
    expect(cried).toBeLessThanOrEqual(0.003);
  });
});

const tasksOf = (canary: ArmModel, seed: number, sizes = [500, 1000] as const) =>
  readComparison(
    [
      {
        name: 'simulation',
        value: {
          canary: canaryTasks(sizes[0], canary, `canary ${seed}`),
          stable: canaryTasks(sizes[1], {}, `stable ${seed}`),
        },
      },
    ],
    undefined,
  );

const latency = (canary: ArmModel, seed: number) =>
  judgeQuantile('p95Latency', tasksOf(canary, seed).durations, judging).verdict;
const cost = (canary: ArmModel, seed: number) =>
  judgeCost(tasksOf(canary, seed).costs, judging).verdict;

describe('the ends of stages', () => {
  it('find a slow tail that leaves the median alone', () => {
    expect(shareOf(200, (seed) => latency({ slow: 0.08 }, seed) === 'FAIL')).toBeGreaterThan(0.95);
  });

  it('find the few tasks that are thirty times as dear', () => {
    const found = shareOf(100, (seed) => {
      const { costs } = tasksOf({}, seed);
      if (costs.kind !== 'samples') return false;
      const canary = costs.samples.canary.map(({ value, stratum }, index) => ({
        stratum,
        value: index % 20 === 0 ? value * 30 : value,
      }));
      const samples = { canary, stable: costs.samples.stable };
      return judgeCost({ kind: 'samples', samples }, judging).verdict === 'FAIL';
    });
    expect(found).toBeGreaterThanOrEqual(0.95);
  });

  it('find twice the cost, and pass a canary that saves as it should', () => {
    expect(shareOf(50, (seed) => cost({ cost: 0.02 }, seed) === 'FAIL')).toBe(1);
    expect(shareOf(50, (seed) => cost({ cost: 0.006 }, seed) === 'PASS')).toBe(1);
  });

  it('seldom see harm where there is none', () => {
    expect(shareOf(200, (seed) => latency({}, seed) === 'FAIL')).toBeLessThanOrEqual(0.03);
    expect(shareOf(200, (seed) => cost({}, seed) === 'FAIL')).toBeLessThanOrEqual(0.03);
  });
});

const verdictOn = (value: unknown): string =>
  compare(readComparison([{ name: 'test', value }], undefined), judging).verdict;

describe('data that cannot be believed', () => {
  const canary = canaryTasks(1000, { cost: 0.006 }, 'canary');
  const stable = canaryTasks(3000, {}, 'stable');
  const change = (index: number, how: Partial<Record<keyof CanaryTask, unknown>>) =>
    canary.map((task, at) => (at === index ? Object.assign({}, task, how) : task));

  /** Ways to spoil good data. */
  const spoiled = fc.oneof(
    fc
      .record({
        index: fc.nat(canary.length - 1),
        key: fc.constantFrom('durationMs', 'costUsd'),
        value: fc.constantFrom(null, 'NaN', '', 'Infinity', Number.NaN, Infinity, -1),
      })
      .map(({ index, key, value }) => ({
        share: 0.25,
        canary: change(index, { [key]: value, status: 'succeeded' }),
        stable,
      })),
    fc.constantFrom(0.05, 0.1, 0.2, 0.3, 0.5, 0.9).map((share) => ({ share, canary, stable })),
    fc.nat(99).map((count) => ({ canary: canary.slice(0, count), stable })),
    fc.nat(99).map((count) => ({ canary, stable: stable.slice(0, count) })),
    fc.integer({ min: 3_700_000, max: 1e9 }).map((later) => ({
      canary: canary.map(({ at, ...task }) => ({ ...task, at: at + later })),
      stable,
    })),
    fc.constantFrom('durationMs', 'costUsd').map((key) => ({
      canary: canary.map((task) =>
        Object.fromEntries(Object.entries(task).filter(([name]) => name !== key)),
      ),
      stable,
    })),
  );

  it('is good before it is spoiled', () => {
    expect(verdictOn({ share: 0.25, canary, stable })).toBe('PASS');
  });

  it('never passes', () => {
    fc.assert(
      fc.property(spoiled, (value) => {
        expect(verdictOn(value)).not.toBe('PASS');
      }),
      { numRuns: 60 },
    );
  });
});
