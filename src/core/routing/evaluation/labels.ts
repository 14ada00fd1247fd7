import type { ModelTier } from '../../cost/catalogue.ts';
import { type ComplexityWeights, documentedWeights, tierOf } from '../complexity-analysis.ts';
import { analyze } from '../analyze.ts';
import { documentsFormula } from '../documents-formula.ts';
import type { RoutableTask } from '../routable-task.ts';
import { textHash } from '../text-hash.ts';
import { bootstrap, type Interval } from './bootstrap.ts';
import { fittedTasks } from './fitted-tasks.ts';
import { lengthBaseline } from './length-baseline.ts';
import { sumOf } from './sum-of.ts';
import { taskLength } from './task-length.ts';

/** What a person says a task is. */
export type Label = 'simple' | 'medium' | 'complex';

/** The labels from easy to hard. */
export const labels = ['simple', 'medium', 'complex'] as const;

/** The label that each tier is for. */
export const labelOf: Readonly<Record<ModelTier, Label>> = {
  haiku: 'simple',
  sonnet: 'medium',
  opus: 'complex',
};

/** A task that somebody has labelled. */
export interface LabelledTask {
  readonly task: RoutableTask;
  readonly label: Label;
}

/** How often each label got which prediction: `confusion.simple.medium` counts simple tasks that were taken for medium ones. */
type Confusion = Readonly<Record<Label, Readonly<Record<Label, number>>>>;

/** How well labels are predicted. All shares are 0 to 1. */
export interface LabelReport {
  readonly kind: 'labels';
  /** Tasks. */
  readonly n: number;
  /** How many of them the weights were fitted to: on those, the router looks better than it is. */
  readonly fitted: number;
  readonly accuracy: number;
  readonly withinOneTier: number;
  /** 95 %, by bootstrap. */
  readonly intervals: { readonly accuracy: Interval; readonly withinOneTier: Interval };
  readonly confusion: Confusion;
  /** The accuracy of simpler ways. */
  readonly baselines: {
    /** The most frequent label for all. */
    readonly majority: number;
    /** Two limits on the number of characters, chosen on the other nine tenths of the tasks. */
    readonly length: number;
    /** A plain reading of the documents' formula. */
    readonly documents: number;
  };
}

/** Judges the router on labelled tasks. It sees neither the label nor the type. */
export function judgeLabels(
  tasks: readonly LabelledTask[],
  weights: ComplexityWeights = documentedWeights,
): LabelReport {
  const judged = tasks.map(({ task, label }) => ({
    label,
    predicted: labelOf[analyze(task, weights).tier],
  }));
  const distances = judged.map(({ label, predicted }) =>
    Math.abs(labels.indexOf(label) - labels.indexOf(predicted)),
  );
  const exact = distances.map((distance) => (distance === 0 ? 1 : 0));
  const near = distances.map((distance) => (distance <= 1 ? 1 : 0));
  return {
    kind: 'labels',
    n: tasks.length,
    fitted: tasks.filter((task) => wasFitted(task)).length,
    accuracy: mean(exact),
    withinOneTier: mean(near),
    intervals: { accuracy: bootstrap(exact), withinOneTier: bootstrap(near) },
    confusion: confusionOf(judged),
    baselines: {
      majority: Math.max(...labels.map((label) => share(tasks, () => label))),
      length: lengthBaseline(
        tasks.map(({ task, label }) => [taskLength(task), labels.indexOf(label)]),
      ),
      documents: share(tasks, (task) => labelOf[tierOf(documentsFormula(task, weights).score)]),
    },
  };
}

function share(tasks: readonly LabelledTask[], predict: (task: RoutableTask) => Label): number {
  return mean(tasks.map(({ task, label }) => (predict(task) === label ? 1 : 0)));
}

function mean(values: readonly number[]): number {
  return sumOf(values, (value) => value) / values.length;
}

const fitted = new Set(fittedTasks.trim().split(/\s+/));

/** Whether the weights were fitted to a task: on those, the router looks better than it is. */
export function wasFitted({ task }: LabelledTask): boolean {
  return fitted.has(textHash(task.description).slice(0, 8));
}

interface Judged {
  readonly label: Label;
  readonly predicted: Label;
}

function confusionOf(judged: readonly Judged[]): Confusion {
  const row = (actual: Label): Confusion[Label] => {
    const count = (prediction: Label): number =>
      judged.filter(({ label, predicted }) => label === actual && predicted === prediction).length;
    return { simple: count('simple'), medium: count('medium'), complex: count('complex') };
  };
  return { simple: row('simple'), medium: row('medium'), complex: row('complex') };
}
