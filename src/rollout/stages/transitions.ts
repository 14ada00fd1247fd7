import type { FlagContent } from '../../core/flags/flag-store.ts';
import type { StagedRollout } from '../../core/flags/staged-rollout.ts';
import { withFlags } from './start-rollout.ts';

/** Who changes a rollout, when, and why. */
export interface Act {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: string;
  readonly reason: string;
}

/** The share of the stage that a rollout is in, 0 to 100. */
export function shareOf({ stages, stage }: StagedRollout): number {
  return stages[stage] ?? 0;
}

/**
 * The content after a stage has passed: the next share, and at 100 the end of the rollout.
 * @param looked how many looks the stage had
 */
export function promoted(
  content: FlagContent,
  rollout: StagedRollout,
  { at, by, reason, looked }: Act & { readonly looked: number },
): FlagContent {
  const next = { ...rollout, stage: rollout.stage + 1, since: at, looked: rollout.looked + looked };
  const percent = shareOf(next);
  const end = { status: 'completed' as const, endedAt: at, endedBy: by, endReason: reason };
  return {
    ...content,
    rolloutPercent: percent,
    rollout: percent === 100 ? { ...next, ...end } : next,
  };
}

/** The content that takes a rollout back: the flags are off, and so is the share, which nothing overrides. */
export function ended(
  content: FlagContent,
  rollout: StagedRollout,
  { at, by, reason, status }: Act & { readonly status: 'failed' | 'aborted' },
): FlagContent {
  return {
    ...withFlags(content, rollout.features, false),
    rolloutPercent: 0,
    rollout: { ...rollout, status, endedAt: at, endedBy: by, endReason: reason },
  };
}

/** The content with everything off; a rollout that is running ends. */
export function allOff(content: FlagContent, act: Act): FlagContent {
  const { rollout } = content;
  const off =
    rollout?.status === 'running'
      ? ended(content, rollout, { ...act, status: 'aborted' })
      : content;
  return { ...withFlags(off, ['multiModelRouter', 'streaming'], false), rolloutPercent: 0 };
}

/** What somebody changed beside a rollout, so that its stage is not what it should be; undefined when it is. */
export function disturbance(content: FlagContent, rollout: StagedRollout): string | undefined {
  const share = shareOf(rollout);
  const { rolloutPercent, flags } = content;
  if (rolloutPercent !== share) {
    return `the share is ${rolloutPercent ?? 'not set'}${rolloutPercent === undefined ? '' : ' %'}, and not the ${share} % of the stage`;
  }
  const off = rollout.features.filter((feature) => flags[feature] !== true);
  return off.length === 0 ? undefined : `${off.join(' and ')} is not on`;
}
