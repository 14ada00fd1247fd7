import { describe, expect, it } from 'vitest';
import type { StagedRollout } from '../../../src/core/flags/staged-rollout.ts';
import { decideStage } from '../../../src/rollout/stages/decide-stage.ts';
import { judgingOf } from '../../../src/rollout/stages/judging-of.ts';
import { harmConfidence, proofOf } from '../../../src/rollout/margins.ts';
import { commandLine, replicasFor } from '../../../src/rollout/stages/scale-plan.ts';
import { lookAt, scheduleOf } from '../../../src/rollout/stages/schedule.ts';
import { allOff, ended, promoted } from '../../../src/rollout/stages/transitions.ts';

const rollout: StagedRollout = {
  id: 'wave-1',
  status: 'running',
  features: ['streaming'],
  stages: [10, 50, 100],
  stage: 0,
  since: 1000,
  soakMs: 3_600_000,
  lookMs: 60_000,
  looked: 0,
  judging: {
    required: ['errorRate', 'moonPhase'],
    errorRate: 0.02,
    latency: 0.1,
    saving: 0.2,
    seed: 1,
  },
  startedAt: 1000,
  startedBy: 'ada',
  startReason: '',
};
const act = { at: 5000, by: 'ada', reason: 'go' };

describe(scheduleOf, () => {
  it('has looks at fixed times, which leave out how long replicas take to follow', () => {
    expect(scheduleOf(rollout, 63_999)).toMatchObject({ due: undefined, next: { number: 1 } });
    expect(scheduleOf(rollout, 64_000)).toEqual({
      due: { number: 1, from: 4000, to: 64_000, soaked: false },
      next: { number: 2, from: 4000, to: 124_000, soaked: false },
    });
    expect(scheduleOf(rollout, 130_000).due).toEqual(scheduleOf(rollout, 124_000).due);
  });

  it('has looks that are late enough, once the stage took as long as it has to', () => {
    expect([59, 60].map((number) => lookAt(rollout, number).soaked)).toEqual([false, true]);
    expect(scheduleOf({ ...rollout, soakMs: 10_000, lookMs: 1000 }, 11_000).due).toEqual({
      number: 9,
      from: 2000,
      to: 11_000,
      soaked: true,
    });
  });

  it('has no look before the stage began, whatever the clock says', () => {
    expect(scheduleOf(rollout, 0)).toMatchObject({ due: undefined, next: { number: 1 } });
  });
});

describe(decideStage, () => {
  it.each([
    ['FAIL', undefined, false, 'fail'],
    ['FAIL', 'PASS', true, 'fail'],
    ['PASS', 'PASS', true, 'promote'],
    ['PASS', 'PASS', false, 'wait'],
    ['PASS', 'INCONCLUSIVE', true, 'wait'],
    ['PASS', undefined, true, 'wait'],
    ['ERROR', 'PASS', true, 'wait'],
    ['INSUFFICIENT_DATA', 'PASS', true, 'wait'],
  ] as const)('%s after %s, soaked %s: %s', (verdict, previous, soaked, action) => {
    expect(decideStage({ verdict, previous, soaked })).toBe(action);
  });
});

describe('transitions', () => {
  const content = { flags: { streaming: true }, agentTypes: {}, rolloutPercent: 10, rollout };

  it('go to the next share, and end at 100', () => {
    const next = promoted(content, rollout, { ...act, looked: 7 });
    expect(next).toMatchObject({
      rolloutPercent: 50,
      rollout: { stage: 1, since: 5000, looked: 7, status: 'running' },
    });
    const last = next.rollout ?? rollout;
    expect(promoted(next, last, { ...act, looked: 3 })).toMatchObject({
      flags: { streaming: true },
      rolloutPercent: 100,
      rollout: { stage: 2, looked: 10, status: 'completed', endReason: 'go', endedBy: 'ada' },
    });
  });

  it('end with the flags off and the share at 0, and leave what is not theirs', () => {
    const mixed = { ...content, flags: { streaming: true, multiModelRouter: true } };
    expect(ended(mixed, rollout, { ...act, status: 'failed' })).toMatchObject({
      flags: { streaming: false, multiModelRouter: true },
      rolloutPercent: 0,
      rollout: { status: 'failed', stage: 0, endReason: 'go' },
    });
  });

  it('switch everything off, and are the same a second time', () => {
    const off = allOff(content, act);
    expect(off).toMatchObject({
      flags: { streaming: false, multiModelRouter: false },
      rolloutPercent: 0,
      rollout: { status: 'aborted' },
    });
    expect(allOff(off, { ...act, at: 9000 })).toEqual(off);
  });
});

describe(judgingOf, () => {
  it('asks for more proof the more looks there were, so that all of them raise one false alarm in a hundred', () => {
    const third = harmConfidence(judgingOf({ ...rollout, looked: 2 }, 1)) ?? 0;
    expect(1 - third).toBeCloseTo(0.01 / 12, 12);
    let sum = 0;
    for (let look = 1; look <= 5000; look += 1) {
      sum += 1 - (harmConfidence(judgingOf(rollout, look)) ?? 0);
    }
    expect(sum).toBeLessThanOrEqual(0.01);
    expect(sum).toBeGreaterThan(0.0099);
  });

  it('shares the proof among the stages, and knows the metrics that it knows', () => {
    const judging = judgingOf(rollout, 1);
    expect(proofOf(judging)).toBe(200);
    expect(judging.margins.required).toEqual(['errorRate']);
    const { sequence: _sequence, ...once } = judging;
    expect([proofOf(once), harmConfidence(once)]).toEqual([100, undefined]);
  });
});

describe('a canary Deployment', () => {
  it.each([
    [10, 1],
    [25, 2],
    [50, 4],
    [100, 8],
    [0, 0],
  ])('has for %i %% %i of 8 replicas', (percent, count) => {
    expect(replicasFor(percent, { name: 'c', replicas: 8, namespace: undefined })).toBe(count);
  });

  it('is written as a shell takes it', () => {
    expect(commandLine(['scale', "it's", 'a=b'])).toBe(String.raw`kubectl scale 'it'\''s' a=b`);
  });
});
