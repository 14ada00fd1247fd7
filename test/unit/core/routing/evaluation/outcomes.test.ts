import { describe, expect, it } from 'vitest';
import { judgeOutcomes } from '../../../../../src/core/routing/evaluation/judge-outcomes.ts';
import { curveOf, type TriedTask } from '../../../../../src/core/routing/evaluation/outcomes.ts';

const CHEAP = 1_000_000;
const DEAR = 10_000_000;

const tried = (
  weak: number,
  strong: number,
  description = 'x',
  costs: readonly [number, number] = [CHEAP, DEAR],
): TriedTask => ({
  task: { description },
  weak: { quality: weak, cost: costs[0] },
  strong: { quality: strong, cost: costs[1] },
});

const unpriced = ({ task, weak, strong }: TriedTask): TriedTask => ({
  task,
  weak: { ...weak, cost: undefined },
  strong: { ...strong, cost: undefined },
});

describe(curveOf, () => {
  it('measures a perfect ranking: only what the strong model adds', () => {
    const ranking = [tried(0, 1), tried(0, 1), tried(1, 1), tried(1, 1)];
    expect(curveOf('perfect', ranking)).toEqual({
      name: 'perfect',
      apgr: (0 + 0.5 + 1 + 1 + 1) / 5,
      cpt50: 0.25,
      cpt80: 0.5,
      costAtQuality: { 90: 0.55, 95: 0.55, 98: 0.55, 100: 0.55 },
    });
  });

  it('measures the worst ranking', () => {
    const ranking = [tried(1, 1), tried(1, 1), tried(0, 1), tried(0, 1)];
    expect(curveOf('worst', ranking)).toMatchObject({ apgr: 0.3, cpt50: 0.75, cpt80: 1 });
  });

  it('counts calls where costs are not told', () => {
    const ranking = [unpriced(tried(0, 1)), unpriced(tried(1, 1))];
    expect(curveOf('calls', ranking).costAtQuality).toEqual({
      90: 0.5,
      95: 0.5,
      98: 0.5,
      100: 0.5,
    });
  });

  it('is 0 where the models are equally good, and unknown where the strong one is free', () => {
    const ranking = [tried(1, 1, 'x', [0, 0])];
    expect(curveOf('equal', ranking)).toMatchObject({
      apgr: 0,
      cpt50: -1,
      costAtQuality: { 90: null },
    });
  });
});

describe(judgeOutcomes, () => {
  const easy = 'Rename the variable tmp to total.';
  const hard = 'Prove that two workers can never both hold the lease, also after a crash.';
  const tasks = [tried(1, 1, easy), tried(1, 1, easy), tried(0, 1, hard), tried(0, 0, hard)];
  const report = judgeOutcomes({ weak: 'small', strong: 'large', tasks });

  it('compares ways to choose', () => {
    expect(report).toMatchObject({ kind: 'outcomes', n: 4, weak: 'small', strong: 'large' });
    expect(report.policies).toEqual([
      expect.objectContaining({ name: 'escalation' }),
      row('prompt-only', 3, 0.022, 0.45, 1),
      expect.objectContaining({ name: 'random', costUsd: 0.022 }),
      row('length', 3, 0.022, 0.45, 1),
      row('always-cheap', 2, 0.004, 0.9, 2 / 3),
      row('always-strong', 3, 0.04, 0, 1),
      row('oracle', 3, 0.013, 0.675, 1),
    ]);
  });

  it('draws the curves of all rankings', () => {
    expect(report.curves.map(({ name }) => name)).toEqual(['router', 'random', 'length', 'oracle']);
    expect(report.curves[1]?.apgr).toBeCloseTo(0.5, 1);
  });

  it('knows no dollars where the data has none, and no cost where all is free', () => {
    const { policies } = judgeOutcomes({ weak: 'w', strong: 's', tasks: tasks.map(unpriced) });
    expect(policies[4]).toEqual(row('always-cheap', 2, null, 1, 2 / 3));
    const free = judgeOutcomes({ weak: 'w', strong: 's', tasks: [tried(0, 0, 'x', [0, 0])] });
    expect(free.curves[1]?.costAtQuality).toEqual({ 90: null, 95: null, 98: null, 100: null });
    expect(free.policies[1]).toMatchObject({ savedVsStrong: 0, solvesVsStrong: 1 });
  });

  it('takes other weights into account', () => {
    const none = { token: 0, structure: 0, context: 0 };
    const other = judgeOutcomes({ weak: 'small', strong: 'large', tasks }, { weights: none });
    expect(other.policies[1]).not.toEqual(report.policies[1]);
  });
});

function row(
  name: string,
  solves: number,
  costUsd: number | null,
  saved: number,
  solved: number,
): unknown {
  return {
    name,
    solves,
    costUsd: costUsd === null ? null : expect.closeTo(costUsd, 12),
    savedVsStrong: expect.closeTo(saved, 12),
    solvesVsStrong: expect.closeTo(solved, 12),
  };
}
