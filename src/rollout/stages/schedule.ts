import type { StagedRollout } from '../../core/flags/staged-rollout.ts';

/** Until every replica has a new share. It is in force at once on PostgreSQL, and within two seconds elsewhere. */
const SETTLE_MS = 3000;

/** When a look is taken, and what it is about. Milliseconds since 1970. */
export interface Look {
  /** Counts from 1 in each stage. */
  readonly number: number;
  /** Tasks count that were admitted from then on, */
  readonly from: number;
  /** and that had ended by then. */
  readonly to: number;
  /** Whether the stage has taken long enough. */
  readonly soaked: boolean;
}

/** Whether anything is due, and when the next look is. */
export interface Schedule {
  /** The last look that is due; undefined before the first one. */
  readonly due: Look | undefined;
  readonly next: Look;
}

/**
 * The looks at a stage are at fixed times, so that a look is the same whoever takes it, and whether or not those before it were taken.
 * @param now milliseconds since 1970
 */
export function scheduleOf(rollout: StagedRollout, now: number): Schedule {
  const { lookMs } = rollout;
  const number = Math.max(0, Math.floor((now - beginOf(rollout)) / lookMs));
  return {
    due: number === 0 ? undefined : lookAt(rollout, number),
    next: lookAt(rollout, number + 1),
  };
}

/** One look of a stage. */
export function lookAt(rollout: StagedRollout, number: number): Look {
  const from = beginOf(rollout);
  const to = from + number * rollout.lookMs;
  return { number, from, to, soaked: to - rollout.since >= rollout.soakMs };
}

function beginOf({ since, soakMs }: StagedRollout): number {
  return since + Math.min(SETTLE_MS, Math.round(soakMs / 10));
}
