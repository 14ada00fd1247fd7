import type { Feature } from '../../core/flags/feature-flags.ts';
import type {
  RolloutJudging,
  RolloutStatus,
  StagedRollout,
} from '../../core/flags/staged-rollout.ts';
import { shareOf } from './transitions.ts';

/** A rollout as `--json` prints it. Moments are ISO 8601, times milliseconds. */
export interface RolloutView {
  readonly id: string;
  readonly status: RolloutStatus;
  readonly features: readonly Feature[];
  readonly stages: readonly number[];
  /** The index of the stage that it is in, or ended in. */
  readonly stage: number;
  /** The share of that stage. */
  readonly percent: number;
  readonly since: string;
  readonly soakMs: number;
  /** How much longer the stage takes at least; 0 when it has taken long enough, or the rollout is over. */
  readonly soakLeftMs: number;
  readonly lookMs: number;
  readonly judging: RolloutJudging;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly startReason: string | null;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly endReason: string | null;
}

/**
 * Shows a rollout.
 * @param now milliseconds since 1970
 */
export function rolloutView(rollout: StagedRollout, now: number): RolloutView {
  const { id, status, features, stages, stage, since, soakMs, lookMs, judging } = rollout;
  const left = status === 'running' ? Math.max(0, since + soakMs - now) : 0;
  return {
    id,
    status,
    features,
    stages,
    stage,
    percent: shareOf(rollout),
    since: isoOf(since),
    soakMs,
    soakLeftMs: left,
    lookMs,
    judging,
    startedAt: isoOf(rollout.startedAt),
    startedBy: rollout.startedBy,
    startReason: rollout.startReason === '' ? null : rollout.startReason,
    endedAt: rollout.endedAt === undefined ? null : isoOf(rollout.endedAt),
    endedBy: rollout.endedBy ?? null,
    endReason: rollout.endReason ?? null,
  };
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
