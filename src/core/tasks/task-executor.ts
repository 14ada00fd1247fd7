import type { FeatureSettings } from '../flags/feature-flags.ts';
import type { StreamEvent } from '../streaming/events.ts';
import type { Admission } from './task-queue.ts';

/** A task as it is carried out. */
export interface TaskOrder {
  readonly id: string;
  readonly agentType: string;
  readonly type: string;
  readonly description: string | undefined;
  readonly payload: unknown;
  /** How the flags stood when it was accepted; they hold for it now. */
  readonly admission: Admission;
}

/** How an order is watched, and stopped. */
interface RunControl {
  readonly signal: AbortSignal;
  /** Is told how each call to a model goes, in order; what it throws is the caller's bug. */
  readonly onEvent: (event: StreamEvent) => void;
}

/** Carries tasks out. */
export interface TaskExecutor {
  /** Those that it has agents for, sorted. */
  readonly agentTypes: readonly string[];
  /** How many tasks it carries out at a time. */
  readonly slots: number;
  /** The agent type of a task that names none: its type, or a type that can do what it says. */
  typeFor(taskType: string): string;
  /**
   * @returns what the agent answered
   * @throws AqeError TASK_TIMEOUT, INTERRUPTED, BUDGET_EXCEEDED, PROVIDER_…, STORE_UNAVAILABLE, and whatever an agent throws
   */
  run(order: TaskOrder, control: RunControl): Promise<unknown>;
  /** The features are other ones: agents are told, and tasks under way keep what they began with. */
  refresh(): void;
  close(): Promise<void>;
}

/** What opens an executor. */
export interface ExecutorOptions {
  /** The configuration; undefined for the usual one. */
  readonly config: string | undefined;
  readonly provider: 'anthropic' | 'simulator' | undefined;
  /** How the features stand now. */
  readonly features: () => FeatureSettings;
  /** Is told when an agent is there, and how long that took in milliseconds. */
  readonly onSpawn: (agentType: string, ms: number) => void;
  readonly onWarning: (message: string, error?: unknown) => void;
}
