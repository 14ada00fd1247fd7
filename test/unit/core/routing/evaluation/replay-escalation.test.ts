import { describe, expect, it } from 'vitest';
import { defaultEscalation } from '../../../../../src/core/escalation/escalation-settings.ts';
import {
  judgeOutcomes,
  type OutcomeReport,
} from '../../../../../src/core/routing/evaluation/judge-outcomes.ts';
import type { TriedTask } from '../../../../../src/core/routing/evaluation/outcomes.ts';
import { replayEscalation } from '../../../../../src/core/routing/evaluation/replay-escalation.ts';
import { syntheticOutcomes, type Truth } from '../../../../helpers/synthetic-outcomes.ts';

const pays = { both: 0.5, cheapOnly: 0.06, strongOnly: 0.14, ratio: 0.15 };
const cannotPay = { ...pays, ratio: 0.77 };
const sound = { falseAccept: 0.1, falseReject: 0.1 };
const perfect = { falseAccept: 0, falseReject: 0 };

function triedTasks(seed: number, n: number, truth: Truth): readonly TriedTask[] {
  return syntheticOutcomes(seed, n, truth).map(({ outcomes: [weak, strong] }, index) => ({
    task: { description: `task ${seed} ${index}` },
    weak: weak ?? none,
    strong: strong ?? none,
  }));
}

const none = { quality: 0, cost: 0 };

function judge(seed: number, truth: Truth, verifier = sound): OutcomeReport {
  return judgeOutcomes(
    { weak: 'cheap', strong: 'strong', tasks: triedTasks(seed, 500, truth) },
    { settings: { ...defaultEscalation, verifier } },
  );
}

describe(judgeOutcomes, () => {
  it.each([1, 2, 3])(
    'saves 30 %% and more at all of the strong model’s solves (set %d)',
    (seed) => {
      const report = judge(seed, pays);
      expect(report.policies[0]?.name).toBe('escalation');
      expect(report.policies[0]?.savedVsStrong).toBeGreaterThan(0.3);
      expect(report.policies[0]?.solvesVsStrong).toBeGreaterThanOrEqual(1);
      expect(report.selectionAccuracy).toBeGreaterThan(0.85);
      const [low, high] = report.intervals.saved;
      expect(report.policies[0]?.savedVsStrong).toBeGreaterThan(low);
      expect(report.policies[0]?.savedVsStrong).toBeLessThan(high);
    },
  );

  it.each([1, 2, 3])('chooses rightly with a perfect verifier (set %d)', (seed) => {
    const report = judge(seed, pays, perfect);
    expect(report.selectionAccuracy).toBeGreaterThan(0.95);
    expect(report.policies[0]?.solvesVsStrong).toBeGreaterThanOrEqual(1);
  });

  it.each([1, 2, 3])('is hardly dearer where cheap first cannot pay (set %d)', (seed) => {
    expect(judge(seed, cannotPay).policies[0]?.savedVsStrong).toBeGreaterThan(-0.03);
  });

  it('learns from other tasks, never from those that it is about to judge', () => {
    const tasks = triedTasks(1, 60, cannotPay);
    const set = { weak: 'cheap', strong: 'strong', tasks };
    const cold = judgeOutcomes(set);
    expect(judgeOutcomes(set, { history: tasks })).toEqual(cold);
    const warm = judgeOutcomes(set, { history: triedTasks(2, 300, cannotPay) });
    expect(warm.learnedFrom).toBe(300);
    expect(warm.policies[0]?.costUsd).toBeLessThan(cold.policies[0]?.costUsd ?? 0);
  });

  it('has no selection accuracy where nobody solves anything', () => {
    const nothing = { both: 0, cheapOnly: 0, strongOnly: 0, ratio: 0.2 };
    expect(judge(1, nothing).selectionAccuracy).toBeNull();
  });
});

describe(replayEscalation, () => {
  const replay = {
    tiers: ['cheap', 'strong'],
    tasks: syntheticOutcomes(1, 100, pays),
    history: [],
    settings: defaultEscalation,
    seed: 1,
  };

  it('is the same for the same seed and round, and another for others', () => {
    expect(replayEscalation(replay, 0)).toEqual(replayEscalation(replay, 0));
    expect(replayEscalation(replay, 0)).not.toEqual(replayEscalation(replay, 1));
    expect(replayEscalation(replay, 0)).not.toEqual(replayEscalation({ ...replay, seed: 2 }, 0));
  });

  it('never makes more attempts than it may', () => {
    for (const maxAttempts of [1, 2]) {
      const settings = { ...defaultEscalation, maxAttempts };
      const attempts = replayEscalation({ ...replay, settings }, 0).map(
        (result) => result.attempts,
      );
      expect(Math.max(...attempts)).toBe(maxAttempts);
    }
  });

  it('decides on a task without what comes after it', () => {
    const half = { ...replay, tasks: replay.tasks.slice(0, 50) };
    expect(replayEscalation(replay, 0).slice(0, 50)).toEqual(replayEscalation(half, 0));
  });
});
