import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import type { FeatureFlags } from '../../core/flags/feature-flags.ts';
import type { AgentType } from '../../fleet/agents/agent-type.ts';
import type { FleetTask } from '../../fleet/task.ts';
import type { RunCommandOptions } from './run-options.ts';

/** What is known before anything is opened. */
export interface RunSetup {
  readonly options: RunCommandOptions;
  readonly settings: FleetSettings;
  readonly features: FeatureFlags;
  readonly type: AgentType;
  readonly task: FleetTask;
  readonly simulated: boolean;
}
