import type { Clock, Disk, Files } from '../../../core/ports.ts';

/** What the journal needs of the outside. */
export interface JournalPorts {
  readonly files: Files;
  readonly disk: Disk;
  readonly clock: Clock;
}

/** Which command works on which project. */
export interface JournalJob {
  /** The top of the project, absolute. */
  readonly root: string;
  /** `migrate-agents` */
  readonly command: string;
}
