import { defaultEscalation } from '../../core/escalation/escalation-settings.ts';
import { SOLVED } from '../../core/routing/evaluation/judge-escalation.ts';
import { judgeOutcomes } from '../../core/routing/evaluation/judge-outcomes.ts';
import { judgeLabels, wasFitted } from '../../core/routing/evaluation/labels.ts';
import type { TriedTask } from '../../core/routing/evaluation/outcomes.ts';
import type { Found } from '../../rollout/gate/check.ts';
import type { Accuracy } from '../../rollout/gate/subject.ts';
import { evaluationIn } from '../route/evaluate-routing.ts';
import { Absent, find } from './find.ts';
import type { GateDesk } from './gate-desk.ts';

/** How often the router is right, as `aqe route eval` judges it. */
export async function readAccuracy(desk: GateDesk): Promise<Found<Accuracy>> {
  const { labels: file, tiers } = desk.options;
  if (file === undefined) {
    const reason = '--labels names a file of labelled tasks or outcomes, as for aqe route eval';
    return { kind: 'absent', reason };
  }
  return find(`aqe route eval ${file}`, async () => {
    const { settings } = await desk.settings();
    const { weights } = settings.routing;
    const evaluation = await evaluationIn(desk.context, file, { tiers });
    if (evaluation.kind === 'labels') {
      const tasks = evaluation.tasks.filter((task) => !wasFitted(task));
      const fitted = evaluation.tasks.length - tasks.length;
      if (tasks.length === 0) return new Absent('the router was fitted to every one of the tasks');
      return { wrong: wrongOf(tasks.length, judgeLabels(tasks, weights).accuracy), fitted };
    }
    const { selectionAccuracy } = judgeOutcomes(evaluation, {
      weights,
      settings: defaultEscalation,
    });
    if (selectionAccuracy === null) return new Absent('no model solves any of the tasks');
    const solvable = evaluation.tasks.filter((task) => isSolvable(task)).length;
    return { wrong: wrongOf(solvable, selectionAccuracy), fitted: 0 };
  });
}

function wrongOf(trials: number, accuracy: number): Accuracy['wrong'] {
  return { trials, events: Math.round(trials * (1 - accuracy)) };
}

function isSolvable({ weak, strong, tiers = [weak, strong] }: TriedTask): boolean {
  return tiers.some(({ quality }) => quality >= SOLVED);
}
