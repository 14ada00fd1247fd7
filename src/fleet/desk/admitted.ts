import type { FeatureFlags } from '../../core/flags/feature-flags.ts';
import type { TaskEntry } from '../agent/agent-services.ts';
import type { FleetTask } from '../task.ts';

/** A task that was admitted. */
export interface Admitted {
  readonly entry: TaskEntry;
  readonly task: FleetTask;
  readonly features: FeatureFlags;
  readonly variant: string;
  readonly streamed: boolean;
  /** What the outcome of its next verified question is kept under. */
  readonly outcomeId: () => string;
}
