import type { Context } from '../../cli/context.ts';
import { chooseStart } from '../../core/escalation/choose-start.ts';
import { type AttemptRecord, EscalationHistory } from '../../core/escalation/escalation-history.ts';
import { defaultEscalation } from '../../core/escalation/escalation-settings.ts';
import { itemAt } from '../../core/escalation/item-at.ts';
import type { OutcomeLog } from '../../core/escalation/outcome-log.ts';
import { seededRandom } from '../../core/random.ts';
import { bandOf } from '../../core/routing/complexity-analysis.ts';
import type { Decision } from '../../core/routing/decision.ts';
import { commandVerifier } from '../../fleet/escalation/command-verifier.ts';
import type { Escalation } from '../../fleet/escalation/escalate-task.ts';
import { formVerifier } from '../../fleet/escalation/form-verifier.ts';
import { testVerifier } from '../../fleet/escalation/test-verifier.ts';
import type { Verifier } from '../../fleet/escalation/verifier.ts';
import { planTask, type TaskPlan } from '../../fleet/plan-task.ts';
import type { RunSetup } from './run-setup.ts';

/** Everything but the ways to the models. */
interface EscalationPlan extends Omit<Escalation, 'portsFor'> {
  /** Who is asked first. */
  readonly first: TaskPlan;
}

/** What was chosen for a person or by money is not tried with others. */
const fixed = new Set<Decision['strategy']>(['pinned-model', 'agent-override', 'budget']);

/** With which models a task is tried, if with several at all: `routing.escalation` is on, the router chose freely, somebody can judge the answer, and two models at least can take the task. */
export async function escalationOf(
  context: Context,
  { settings: { routing }, task, type, options }: RunSetup,
  { plan, outcomes }: { readonly plan: TaskPlan; readonly outcomes: OutcomeLog | undefined },
): Promise<EscalationPlan | undefined> {
  const { clock } = context;
  const { decision } = plan.choice;
  const { enabled, maxAttempts } = routing.escalation;
  if (!enabled || decision === undefined || fixed.has(decision.strategy)) return undefined;
  const verifier = await verifierFor(context, plan, routing.escalation.verifier);
  const able = decision.candidates
    .filter(({ obstacles, estimate }) => obstacles.length === 0 && estimate !== undefined)
    .toSorted((a, b) => (a.estimate ?? 0) - (b.estimate ?? 0));
  if (verifier === undefined || able.length < 2) return undefined;
  const situation = {
    kind: { agentType: task.agentType, band: bandOf(decision.analysis.score) },
    tiers: able.map(({ model, estimate }) => ({ model: model.name, expectedCost: estimate })),
    draw: seededRandom('escalation', task.id)(),
  };
  const history = await learnedFrom(outcomes);
  const settings = { ...defaultEscalation, maxAttempts };
  const start = chooseStart(situation, history, settings);
  const plans = able.map(({ model }) =>
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

/** Tasks that are learned from: what was long ago says little of the models and the code of today. */
const LEARNED = 2000;

async function learnedFrom(outcomes: OutcomeLog | undefined): Promise<EscalationHistory> {
  const history = new EscalationHistory();
  for (const { agentType, band, attempts } of (await outcomes?.latest(LEARNED)) ?? []) {
    history.observe({ agentType, band }, attempts);
  }
  return history;
}

async function verifierFor(
  { ports, cwd }: Context,
  { type }: TaskPlan,
  { command, timeoutMs }: RunSetup['settings']['routing']['escalation']['verifier'],
): Promise<Verifier | undefined> {
  if (command !== undefined) {
    return commandVerifier(await ports.workbench(cwd), { command, timeoutMs });
  }
  if (type.name === 'test-generator')
    return testVerifier(await ports.workbench(cwd), { timeoutMs });
  return type.result.kind === 'text' ? undefined : formVerifier;
}
