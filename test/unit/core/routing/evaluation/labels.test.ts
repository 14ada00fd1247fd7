import { describe, expect, it } from 'vitest';
import {
  judgeLabels,
  type LabelledTask,
} from '../../../../../src/core/routing/evaluation/labels.ts';
import { fittedTasks } from '../../../../../src/core/routing/evaluation/fitted-tasks.ts';

const easy = { description: 'Rename the variable tmp to total.' };
const hard = {
  description: 'Prove that two workers can never both hold the lease, also after a crash.',
};
const labelled: readonly LabelledTask[] = [
  { task: easy, label: 'simple' },
  { task: easy, label: 'simple' },
  { task: easy, label: 'complex' },
  { task: hard, label: 'complex' },
];

describe(judgeLabels, () => {
  it('counts what is exact, what is near, and what was taken for what', () => {
    expect(judgeLabels(labelled)).toMatchObject({
      kind: 'labels',
      n: 4,
      fitted: 0,
      accuracy: 0.75,
      withinOneTier: 0.75,
      confusion: {
        simple: { simple: 2, medium: 0, complex: 0 },
        medium: { simple: 0, medium: 0, complex: 0 },
        complex: { simple: 1, medium: 0, complex: 1 },
      },
      baselines: { majority: 0.5, length: expect.any(Number), documents: 0.5 },
    });
  });

  it('gives the same intervals each time, around the value', () => {
    const { accuracy, intervals } = judgeLabels(labelled);
    const [low, high] = intervals.accuracy;
    expect(low).toBeLessThan(accuracy);
    expect(high).toBeGreaterThanOrEqual(accuracy);
    expect(judgeLabels(labelled).intervals).toEqual(intervals);
  });

  it('takes other weights into account', () => {
    const none = { token: 0, structure: 0, context: 0 };
    const taken = (weights?: typeof none): unknown => judgeLabels(labelled, weights).confusion;
    expect(taken(none)).not.toEqual(taken());
  });

  it('chooses the limits of lengths on other tasks than it tries them on', () => {
    const tasks = Array.from({ length: 60 }, (_, index): LabelledTask => {
      const label = (['simple', 'medium', 'complex'] as const)[index % 3] ?? 'simple';
      const length = { simple: 10, medium: 100, complex: 1000 }[label];
      return { task: { description: 'x'.repeat(length + index), payload: 'y' }, label };
    });
    expect(judgeLabels(tasks).baselines.length).toBeGreaterThan(0.9);
    expect(judgeLabels(tasks.slice(0, 1)).baselines.length).toBeTypeOf('number');
  });

  it('tells how many tasks the weights were fitted to', () => {
    expect(fittedTasks.trim().split(/\s+/).length).toBeGreaterThan(900);
    const known = {
      description: "Rename the describe block 'Cart' to 'ShoppingCart' in cart.spec.ts.",
    };
    expect(judgeLabels([{ task: known, label: 'simple' }, ...labelled]).fitted).toBe(1);
  });
});
