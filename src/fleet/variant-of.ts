import { isInRollout, type Rollout } from '../core/flags/feature-flags.ts';

/** The arm of a rollout that is under way. */
export function variantOf(rollout: Rollout, taskId: string): string {
  const underWay = rollout.percent > 0 && rollout.percent < 100;
  return underWay && isInRollout(rollout, taskId) ? 'canary' : 'stable';
}
