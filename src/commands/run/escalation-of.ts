import type { Context } from '../../cli/context.ts';
import { escalationFor } from '../../config/settings/escalation-config.ts';
import { databaseFiles } from '../../config/settings/store-target.ts';
import { itemAt } from '../../core/escalation/item-at.ts';
import type { OutcomeLog } from '../../core/escalation/outcome-log.ts';
import type { Escalation } from '../../fleet/escalation/escalate-task.ts';
import { openPolicy } from '../../fleet/escalation/open-policy.ts';
import { planEscalation } from '../../fleet/escalation/plan-escalation.ts';
import { hasCode } from '../../fleet/escalation/test-verifier.ts';
import { verifierFor } from '../../fleet/escalation/verifier-for.ts';
import { planTask, type TaskPlan } from '../../fleet/plan-task.ts';
import type { RunSetup } from './run-setup.ts';

/** Everything but the ways to the models. */
interface PlannedEscalation extends Omit<Escalation, 'portsFor'> {
  /** Who is asked first. */
  readonly first: TaskPlan;
}

/** With which models a task is tried, if with several at all and somebody can judge the answer. */
export async function escalationOf(
  { clock, cwd, files, ports, reporter }: Context,
  { settings: { routing, database }, task, type, options }: RunSetup,
  {
    plan: { choice },
    outcomes,
  }: { readonly plan: TaskPlan; readonly outcomes: OutcomeLog | undefined },
): Promise<PlannedEscalation | undefined> {
  const config = escalationFor(routing.escalation, type.name);
  if (!config.enabled) return undefined;
  const verifier = await verifierFor(type, config.verifier, async () =>
    ports.workbench(cwd, databaseFiles(database)),
  );
  if (verifier === undefined) return undefined;
  if (verifier.name === 'tests' && !hasCode(task.inputs)) {
    reporter.note(
      'No code was given with --input: nobody can judge its tests, and one model is asked.',
    );
    return undefined;
  }
  const { decision } = choice;
  const { id, agentType } = task;
  const policy = async (): ReturnType<typeof openPolicy> => openPolicy({ files, outcomes }, config);
  const onLost = (): void => {
    reporter.warn('What became of the task could not be written down: nothing is learned from it.');
  };
  const plan = await planEscalation(
    { id, agentType, decision },
    { config, policy, outcomes, clock, onLost },
  );
  if (plan === undefined) return undefined;
  const tasks = plan.models.map((model) =>
    planTask(task, {
      type,
      choice: { model, reason: plan.start.text, decision },
      // What may not count is not shown.
      streamed: false,
      maxTokens: options.maxTokens,
    }),
  );
  return { plan, tasks, verifier, first: itemAt(tasks, plan.start.start) };
}
