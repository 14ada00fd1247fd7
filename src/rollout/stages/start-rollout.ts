import type { Feature } from '../../core/flags/feature-flags.ts';
import type { FlagContent } from '../../core/flags/flag-store.ts';
import type { RolloutJudging, StagedRollout } from '../../core/flags/staged-rollout.ts';
import { AqeError } from '../../errors.ts';

/** A rollout that is to begin. Times are milliseconds. */
export interface RolloutRequest {
  readonly id: string;
  readonly features: readonly Feature[];
  /** Shares of the tasks, rising to 100. */
  readonly stages: readonly number[];
  readonly soakMs: number;
  readonly lookMs: number;
  readonly judging: RolloutJudging;
  readonly at: number;
  readonly by: string;
  /** How long after a rollback no rollout is started. */
  readonly coolDownMs: number;
  /** Undefined where nobody said why. */
  readonly reason: string | undefined;
}

/**
 * The content that begins a rollout: the flags and the share of the first stage in one change, so that nobody gets them in between.
 * @throws AqeError ROLLOUT_REFUSED
 */
export function startRollout(content: FlagContent, request: RolloutRequest): FlagContent {
  refuse(content, request);
  const { id, features, stages, soakMs, lookMs, judging, at, by, reason = '' } = request;
  const rollout: StagedRollout = {
    id,
    status: 'running',
    features,
    stages,
    stage: 0,
    since: at,
    soakMs,
    lookMs,
    looked: 0,
    judging,
    startedAt: at,
    startedBy: by,
    startReason: reason,
  };
  return { ...withFlags(content, features, true), rolloutPercent: stages[0], rollout };
}

/** The content with some flags on or off. */
export function withFlags(
  content: FlagContent,
  features: readonly Feature[],
  value: boolean,
): FlagContent {
  const named = Object.fromEntries(features.map((feature) => [feature, value]));
  const { flags, agentTypes, salt, rollout, rolloutPercent } = content;
  return { flags: { ...flags, ...named }, agentTypes, salt, rollout, rolloutPercent };
}

function refuse({ flags, rollout }: FlagContent, request: RolloutRequest): void {
  const { features, reason } = request;
  if (rollout?.status === 'running') {
    throw refusal('a rollout is running already', {
      hint: 'Look at it with: aqe canary status. `aqe canary start --watch` goes on with it, `aqe canary abort` ends it.',
    });
  }
  if (rollout !== undefined && reason === undefined) {
    throw refusal(`the last rollout ${endText(rollout)}`, {
      hint: 'Say what is different now: aqe canary start --reason "…"',
    });
  }
  if (rollout !== undefined && reason === rollout.startReason) {
    throw refusal(`with this --reason a rollout was started that ${endText(rollout)}`, {
      hint: 'Say what is different now. So a job that is restarted does not start a rollout again that has ended.',
    });
  }
  refuseEarly(rollout, request);
  const others = (['multiModelRouter', 'streaming'] as const).filter(
    (feature) => flags[feature] === true && !features.includes(feature),
  );
  if (others.length > 0 && reason === undefined) {
    throw refusal(
      `${others.join(' and ')} is on, and the share of a rollout is that of all features`,
      {
        hint: 'Roll it out together with the others, or say with --reason why it may go down to the first share.',
      },
    );
  }
}

/** What has just failed is not likely to be mended, and what it did to the fleet may not be over. */
function refuseEarly(rollout: StagedRollout | undefined, { at, coolDownMs }: RolloutRequest): void {
  if (rollout?.status !== 'failed' || rollout.endedAt === undefined) return;
  const minutes = Math.ceil((rollout.endedAt + coolDownMs - at) / 60_000);
  if (minutes <= 0) return;
  throw refusal(`the last rollout ${endText(rollout)}`, {
    hint: `Let the fleet settle for ${minutes} min more; --cool-down says how long that takes.`,
  });
}

/** How a rollout ended, for people. */
function endText({ status, endReason = '', stages, stage }: StagedRollout): string {
  const where = `at ${stages[stage] ?? 0} %`;
  const why = endReason === '' ? '' : `: ${endReason}`;
  switch (status) {
    case 'running': {
      return `is ${where}`;
    }
    case 'completed': {
      return 'is complete';
    }
    case 'failed': {
      return `failed ${where} and was rolled back${why}`;
    }
    case 'aborted': {
      return `was aborted ${where}${why}`;
    }
  }
}

function refusal(message: string, options: { readonly hint: string }): AqeError {
  return new AqeError('ROLLOUT_REFUSED', message, options);
}
