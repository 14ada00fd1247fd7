import type { EscalationConfig } from '../../config/settings/escalation-config.ts';
import { chooseStart, type StartChoice } from '../../core/escalation/choose-start.ts';
import type { AttemptRecord } from '../../core/escalation/escalation-history.ts';
import { keepWarm } from '../../core/escalation/keep-warm.ts';
import type { OutcomeLog } from '../../core/escalation/outcome-log.ts';
import type { Situation } from '../../core/escalation/prospects.ts';
import type { Clock } from '../../core/ports.ts';
import type { Decision } from '../../core/routing/decision.ts';
import type { RoutedModel } from '../../core/routing/routed-model.ts';
import type { EscalationPolicy } from './open-policy.ts';
import { situationOf, type WarmCache } from './situation-of.ts';

/** A task that may be tried with several models. */
export interface EscalationPlan extends EscalationPolicy {
  /** One for each tier, the cheapest first. */
  readonly models: readonly RoutedModel[];
  readonly situation: Situation;
  readonly start: Pick<StartChoice, 'start' | 'text'>;
  /** Is told what the attempts came to, when the task is over. */
  readonly record: (attempts: readonly AttemptRecord[]) => Promise<void>;
}

/** Which task it is. */
interface EscalatedTask {
  /** What its outcome is kept under. */
  readonly id: string;
  readonly agentType: string;
  /** Undefined where no router ran. */
  readonly decision: Decision | undefined;
  /** Undefined where no prompt cache is warm. */
  readonly cache?: WarmCache | undefined;
}

/** What a plan is made with. */
interface PlanningParts {
  /** What holds for the agent type. */
  readonly config: EscalationConfig;
  /** What is known of tasks like this one. */
  readonly policy: () => Promise<EscalationPolicy>;
  /** Undefined where nothing is kept. */
  readonly outcomes: OutcomeLog | undefined;
  readonly clock: Clock;
  /** Is told when what became of the task could not be kept: that takes no answer away. */
  readonly onLost: (error: unknown) => void;
}

/**
 * With which models a task is tried whose answer can be judged; undefined when with one only: `routing.escalation` is off, the router did not choose freely, or
 * fewer than two models can take the task.
 * @throws AqeError FILE_…, DATA_INVALID, STORE_UNAVAILABLE
 */
export async function planEscalation(
  { id, agentType, decision, cache }: EscalatedTask,
  { config, policy, outcomes, clock, onLost }: PlanningParts,
): Promise<EscalationPlan | undefined> {
  const ladder = config.enabled ? situationOf(decision, { agentType, id, cache }) : undefined;
  if (ladder === undefined) return undefined;
  const { history, settings } = await policy();
  const { models, situation } = ladder;
  const start = chooseStart(situation, history, settings);
  return {
    models,
    situation,
    start: cache === undefined ? start : keepWarm(start, situation, settings),
    history,
    settings,
    record: async (attempts) => {
      const at = clock.now().getTime();
      await outcomes?.add({ id, at, ...situation.kind, attempts }).catch(onLost);
    },
  };
}
