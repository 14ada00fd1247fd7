import { describe, expect, it } from 'vitest';
import { EscalationHistory } from '../../../../../src/core/escalation/escalation-history.ts';
import { defaultEscalation } from '../../../../../src/core/escalation/escalation-settings.ts';
import {
  judgeOutcomes,
  type OutcomeReport,
} from '../../../../../src/core/routing/evaluation/judge-outcomes.ts';
import type { TriedTask } from '../../../../../src/core/routing/evaluation/outcomes.ts';
import { sumOf } from '../../../../../src/core/routing/evaluation/sum-of.ts';
import { replayEscalation } from '../../../../../src/core/routing/evaluation/replay-escalation.ts';
import {
  heavyTailedOutcomes,
  type Shape,
  syntheticOutcomes,
  type Truth,
} from '../../../../helpers/synthetic-outcomes.ts';

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
    'saves 0.3 of the cost and more at all of the strong model’s solves (set %d)',
    (seed) => {
      const report = judge(seed, pays);
      expect(report.policies[0]?.name).toBe('escalation');
      expect(report.policies[0]?.savedVsStrong).toBeGreaterThan(0.3);
      expect(report.policies[0]?.solvesVsStrong).toBeGreaterThanOrEqual(1);
      expect(report.selectionAccuracy).toBeGreaterThan(0.85);
      const [cheap = 0, strong = 0] = report.starts;
      expect(cheap).toBeGreaterThan(0.95);
      expect(cheap + strong).toBeCloseTo(1, 10);
      expect(report.regret.cost).toBeGreaterThan(0);
      expect(report.regret.solves).toBeGreaterThan(0);
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
    const { policies, starts } = judge(seed, cannotPay);
    expect(policies[0]?.savedVsStrong).toBeGreaterThan(-0.03);
    expect(starts[1]).toBeGreaterThan(0.9);
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

  it.each([
    [0, null],
    [1e9, 3],
  ])(
    'has an oracle that knows the models between too, with costs of %d nano-dollars',
    (nano, usd) => {
      const outcome = (quality: number, cost: number) => ({
        quality,
        cost: nano === 0 ? undefined : cost * nano,
      });
      const tried = (solved: readonly number[], index: number): TriedTask => {
        const tiers = solved.map((quality, tier) => outcome(quality, tier + 1));
        const [weak = none, strong = none] = [tiers[0], tiers[2]];
        return { task: { description: `task ${index}` }, weak, strong, tiers };
      };
      const tasks = [
        [0, 1, 0],
        [1, 1, 1],
      ].map(tried);
      const set = { weak: 'a', strong: 'c', tiers: ['a', 'b', 'c'], tasks };
      const oracle = judgeOutcomes(set).policies.find(({ name }) => name === 'oracle');
      expect(oracle).toMatchObject({ solves: 2, costUsd: usd, solvesVsStrong: 2 });
    },
  );

  it('has no selection accuracy where nobody solves anything', () => {
    const nothing = { both: 0, cheapOnly: 0, strongOnly: 0, ratio: 0.2 };
    expect(judge(1, nothing).selectionAccuracy).toBeNull();
    expect(judge(1, nothing).regret.solves).toBe(0);
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

  interface Share {
    readonly saved: number;
    readonly solves: number;
  }

  /** Eight sets of 500 tasks: what is saved, and solved, of what the strong model costs and solves; means over three replays. */
  function heavy(shape: Shape): readonly Share[] {
    return Array.from({ length: 8 }, (_, seed) => {
      const tasks = heavyTailedOutcomes(seed, 500, shape);
      const strong = tasks.flatMap(({ outcomes }) => outcomes.slice(-1));
      const tiers = shape.costs.map((cost) => `at ${cost}`);
      const results = [0, 1, 2].flatMap((round) =>
        replayEscalation({ ...replay, tiers, tasks }, round),
      );
      const cost = sumOf(results, (result) => result.cost) / 3;
      const solved = sumOf(results, ({ quality }) => quality) / 3;
      return {
        saved: 1 - cost / sumOf(strong, (outcome) => outcome.cost ?? 0),
        solves: solved / sumOf(strong, ({ quality }) => quality),
      };
    });
  }

  const meanOf = (sets: readonly Share[], of: keyof Share): number =>
    sumOf(sets, (set) => set[of]) / sets.length;
  const worstOf = (sets: readonly Share[], of: keyof Share): number =>
    Math.min(...sets.map((set) => set[of]));

  it.each([
    ['a ratio of .055', { solves: [0.6, 0.74], costs: [0.055, 1] }, 0.36],
    [
      'one repository at a time',
      { solves: [0.6, 0.7], costs: [0.1, 1], order: 'repositories' } as const,
      0.3,
    ],
    ['fewer solved', { solves: [0.5, 0.65], costs: [0.1, 1] }, 0.24],
    ['a ratio of .3', { solves: [0.6, 0.75], costs: [0.3, 1] }, 0.1],
    ['three tiers', { solves: [0.6, 0.71, 0.74], costs: [0.055, 0.77, 1] }, 0.33],
  ])('saves at all of the strong model’s solves, with %s', (_, shape, least) => {
    const sets = heavy(shape);
    expect(meanOf(sets, 'saved')).toBeGreaterThan(least);
    expect(meanOf(sets, 'solves')).toBeGreaterThan(1);
  });

  it.each([
    ['a little less solved', { solves: [0.71, 0.74], costs: [0.77, 1] }],
    ['much less solved', { solves: [0.45, 0.65], costs: [0.77, 1] }],
    [
      'one repository at a time',
      { solves: [0.65, 0.68], costs: [0.77, 1], order: 'repositories' } as const,
    ],
    ['half of the money in a tenth', { solves: [0.6, 0.75], costs: [0.77, 1], size: 1.2 }],
    ['a third of the cost, hardly solved', { solves: [0.3, 0.6], costs: [0.3, 1] }],
  ])('is hardly dearer where cheap first does not pay, with %s', (_, shape) => {
    const sets = heavy(shape);
    expect(meanOf(sets, 'saved')).toBeGreaterThan(-0.02);
    // Three replays are noisier than the forty of the command.
    expect(worstOf(sets, 'saved')).toBeGreaterThan(-0.04);
    expect(worstOf(sets, 'solves')).toBeGreaterThan(0.98);
  });

  it('loses few solves where too much that is wrong would be accepted', () => {
    const sets = heavy({ solves: [0.18, 0.55], costs: [0.05, 1], shared: 1 });
    expect(meanOf(sets, 'solves')).toBeGreaterThan(0.985);
    expect(meanOf(sets, 'saved')).toBeGreaterThan(0);
  });

  it('is the same for the same seed and round, and another for others', () => {
    expect(replayEscalation(replay, 0)).toEqual(replayEscalation(replay, 0));
    expect(replayEscalation(replay, 0)).not.toEqual(replayEscalation(replay, 1));
    expect(replayEscalation(replay, 0)).not.toEqual(replayEscalation({ ...replay, seed: 2 }, 0));
  });

  it('begins with what a fleet has learned', () => {
    const history = new EscalationHistory();
    for (let task = 0; task < 60; task += 1) {
      const attempts = [
        { model: 'cheap', accepted: 0, cost: 9 },
        { model: 'strong', accepted: 1, cost: 10 },
      ];
      history.learn({ agentType: 'general', band: task % 3 }, attempts);
    }
    const [cold, warm] = [undefined, history.facts()].map((learned) =>
      replayEscalation({ ...replay, learned }, 0).slice(0, 5),
    );
    // Who knows nothing tries the cheap model first.
    expect(Math.max(...(cold ?? []).map(({ attempts }) => attempts))).toBe(2);
    expect(warm?.map(({ answered, attempts }) => [answered, attempts])).toEqual(
      Array.from({ length: 5 }, () => [1, 1]),
    );
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
