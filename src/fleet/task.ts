import type { InputFile } from './inputs/input-file.ts';

/** A task as the fleet takes it. */
export interface FleetTask {
  readonly id: string;
  /** The agent type that works on it. */
  readonly agentType: string;
  /** What kind of task it is, as its author says; the agent type when nobody said. */
  readonly type: string;
  readonly description: string;
  /** Data that belongs to it: 1.0.4's `payload`. */
  readonly payload?: unknown;
  readonly inputs: readonly InputFile[];
}
