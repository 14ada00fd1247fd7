import type { Context } from '../../cli/context.ts';
import { escalationFor } from '../../config/settings/escalation-config.ts';
import { chooseStart } from '../../core/escalation/choose-start.ts';
import type { AttemptRecord } from '../../core/escalation/escalation-history.ts';
import { itemAt } from '../../core/escalation/item-at.ts';
import type { OutcomeLog } from '../../core/escalation/outcome-log.ts';
import type { Escalation } from '../../fleet/escalation/escalate-task.ts';
import { openPolicy } from '../../fleet/escalation/open-policy.ts';
import { situationOf } from '../../fleet/escalation/situation-of.ts';
import { verifierFor } from '../../fleet/escalation/verifier-for.ts';
import { planTask, type TaskPlan } from '../../fleet/plan-task.ts';
import type { RunSetup } from './run-setup.ts';

/** Everything but the ways to the models. */
interface EscalationPlan extends Omit<Escalation, 'portsFor'> {
  /** Who is asked first. */
  readonly first: TaskPlan;
}

/** With which models a task is tried, if with several at all: `routing.escalation` is on, the router chose freely, somebody can judge the answer, and two models at least can take the task. */
export async function escalationOf(
  { clock, cwd, files, ports }: Context,
  { settings: { routing }, task, type, options }: RunSetup,
  { plan, outcomes }: { readonly plan: TaskPlan; readonly outcomes: OutcomeLog | undefined },
): Promise<EscalationPlan | undefined> {
  const config = escalationFor(routing.escalation, type.name);
  const { decision } = plan.choice;
  const ladder = config.enabled ? situationOf(decision, task) : undefined;
  if (ladder === undefined) return undefined;
  const verifier = await verifierFor(type, config.verifier, async () => ports.workbench(cwd));
  if (verifier === undefined) return undefined;
  const { situation, models } = ladder;
  const { history, settings } = await openPolicy({ files, outcomes }, config);
  const start = chooseStart(situation, history, settings);
  const plans = models.map((model) =>
    planTask(task, {
      type,
      choice: { model, reason: start.text, decision },
      // What may not count is not shown.
      streamed: false,
      maxTokens: options.maxTokens,
    }),
  );
  const first = itemAt(plans, start.start);
  const record = async (attempts: readonly AttemptRecord[]): Promise<void> =>
    outcomes?.add({ id: task.id, at: clock.now().getTime(), ...situation.kind, attempts });
  return { plans, first, situation, start, history, settings, verifier, record };
}
