import type { FeatureFlags } from '../../core/flags/feature-flags.ts';
import type { ModelSelection } from '../../core/routing/model-selection.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';
import type { AgentId, QETask } from './agent-types.ts';
import type { Logger } from './logger.ts';
import type { ModelQuestion } from './model-question.ts';
import type { ModelRouting } from './model-routing.ts';

/** What a fleet gives to an agent. An agent without a fleet has none of it, and works as on 1.0.4. */
export interface AgentServices {
  readonly logger: Logger;
  /** Undefined where the router is off for this type of agent. */
  readonly modelRouter: ModelRouting | undefined;
  readonly features: FeatureFlags;
  readonly streamingEnabled: boolean;
  /** Who judges what an agent of a built-in type answers to a task; undefined where nobody does: escalation is off for the type, or it writes prose. */
  verifierOf(task: QETask): Promise<ModelQuestion['verify']>;
  /** Opens a task: its features are fixed now, and its model is chosen. Nothing is spent. */
  admit(entry: TaskEntry): Promise<TaskTicket>;
}

/** A task that an agent begins with. */
export interface TaskEntry {
  readonly task: QETask;
  readonly agent: AgentId;
  /** Tells the event bus. */
  readonly emit: (type: string, data: object) => void;
}

/** A task under way. */
export interface TaskTicket {
  /** Undefined where no router runs, as on 1.0.4. */
  readonly selection: ModelSelection | undefined;
  /** Whether answers are asked for piece by piece. */
  readonly streamed: boolean;
  /**
   * Asks the task's model, with its budget and its retries: exactly one of `done` and `failed` comes, and last. When the model fails for good, the next
   * one of `selection.fallbackModels` is asked; when the question has somebody who judges its answers, and more than one model may be tried, so is the next tier.
   */
  ask(question: ModelQuestion): AsyncIterable<StreamEvent>;
}
