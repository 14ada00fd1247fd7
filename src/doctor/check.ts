import type { Clock, DatabaseProbe, Files } from '../core/ports.ts';
import type { ConfigReading } from './config-reading.ts';

/** How a check ended. Only `failed` makes `aqe doctor` answer no. */
export type CheckStatus = 'ok' | 'warning' | 'failed' | 'skipped';

/** One line of the diagnosis. */
export interface Check {
  /** Stable: scripts match on it. */
  readonly name: string;
  readonly status: CheckStatus;
  /** What was found. Never a secret. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** What the checks look at. */
export interface Subject {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** The IANA name of the zone this process lives in. */
  readonly timeZone: string;
  /** As `process.version` has it, for example v20.19.0. */
  readonly nodeVersion: string;
  /** The day this version of aqe was released, `YYYY-MM-DD`. */
  readonly releasedOn: string;
  readonly files: Pick<Files, 'info'>;
  readonly databases: DatabaseProbe;
  readonly signal: AbortSignal;
  readonly config: ConfigReading;
}

/** Looks at one thing and says how it is; it never throws for what it finds. */
export type Examine = (subject: Subject) => Promise<Check> | Check;
