import { escalateTask } from '../../fleet/escalation/escalate-task.ts';
import type { TaskPlan } from '../../fleet/plan-task.ts';
import type { ResultEvent, RunEvent } from '../../fleet/run-event.ts';
import { runTask } from '../../fleet/run-task.ts';
import type { PreparedRun } from './prepare-run.ts';

/** Carries out a run: with one model, or with several in turn. */
export function runEvents({
  plan,
  escalation,
  options,
  ports,
}: PreparedRun): AsyncIterable<RunEvent> {
  return escalation === undefined
    ? runTask(plan, options, ports)
    : escalateTask(escalation, options);
}

/** Of the models that were tried, the plan of the one that answered. */
export function answeringPlan(
  { plan, escalation }: PreparedRun,
  { modelName }: ResultEvent,
): TaskPlan {
  return escalation?.tasks.find(({ choice }) => choice.model.name === modelName) ?? plan;
}
