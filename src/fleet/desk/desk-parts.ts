import type { FleetSettings } from '../../config/settings/fleet-settings.ts';
import type { Workbench } from '../../core/escalation/workbench.ts';
import type { FeatureSettings } from '../../core/flags/feature-flags.ts';
import type { OpenProvider, ProviderRequest } from '../../core/open-provider.ts';
import type { Clock, Files, Scheduler } from '../../core/ports.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';
import type { Admission } from '../../core/tasks/task-queue.ts';
import type { Logger } from '../agent/logger.ts';
import type { Money } from '../money/open-money.ts';
import type { RecordKeeper } from '../records/record-keeper.ts';
import type { TaskRouter } from './task-router.ts';

/** What a desk works with. */
export interface DeskParts {
  readonly settings: FleetSettings;
  /** How the features stand now. */
  readonly features: () => FeatureSettings;
  readonly router: TaskRouter;
  /** The money, kept or only counted. */
  readonly money: (tracked: boolean) => Promise<Money>;
  readonly provider: (request: ProviderRequest) => Promise<OpenProvider>;
  readonly scheduler: () => Promise<Scheduler>;
  readonly files: () => Promise<Files>;
  /** Where answers are tried; of the project that the fleet works on. */
  readonly workbench: () => Promise<Workbench>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether nobody real answers. */
  readonly simulated: boolean;
  /** The environment whose overrides count: `production`. */
  readonly environment: string | undefined;
  /** Ends everything that a task does. */
  readonly signalOf: (taskId: string) => AbortSignal;
  /** What was decided for a task before it came here; undefined where nothing was. */
  readonly admissionOf: (taskId: string) => TaskAdmission | undefined;
  /** Of what tasks do with a feature of 1.0.5; those without one leave none. */
  readonly records: RecordKeeper;
  /** Is told how each call goes. */
  readonly onEvent: (taskId: string, event: StreamEvent) => void;
}

/** What is fixed for a task when it is admitted. */
export type TaskAdmission = Pick<Admission, 'features' | 'variant'>;
