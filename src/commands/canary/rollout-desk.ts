import { randomUUID } from 'node:crypto';
import type { Context } from '../../cli/context.ts';
import type { SharedFlags } from '../../core/flags/flag-store.ts';
import type { StagedRollout } from '../../core/flags/staged-rollout.ts';
import { waitForReplicas } from '../../core/flags/wait-for-replicas.ts';
import type { FleetStore } from '../../core/fleet-store.ts';
import { AqeError } from '../../errors.ts';
import { changeRollout } from '../../rollout/stages/change-rollout.ts';
import { scheduleOf } from '../../rollout/stages/schedule.ts';
import { type CanaryDeployment, scalePlan } from '../../rollout/stages/scale-plan.ts';
import { ended, promoted, shareOf } from '../../rollout/stages/transitions.ts';
import { runKubectl } from './run-kubectl.ts';
import type { TakenLook } from './take-look.ts';

/** What acts on a rollout has to know. */
export interface RolloutDesk {
  readonly context: Context;
  readonly store: FleetStore;
  /** Undefined where no Deployment is scaled. */
  readonly deployment: CanaryDeployment | undefined;
  /** How long to wait for the replicas, in milliseconds. */
  readonly waitMs: number;
}

/** Why somebody acts, and who. */
export interface Why {
  readonly by: string;
  readonly reason: string;
}

/** How replicas followed a change. */
export interface Followed {
  readonly outcome: 'all' | 'late';
  readonly ms: number;
  readonly live: number;
  /** The names of those that had not followed in time. */
  readonly late: readonly string[];
}

/** A change that was made. */
export interface Acted {
  readonly shared: SharedFlags;
  readonly followed: Followed;
}

/**
 * Goes to the next share. A Deployment is scaled before, so that there is room.
 * @returns undefined when somebody else has changed the rollout meanwhile
 * @throws AqeError STORE_UNAVAILABLE, KUBECTL_FAILED
 */
export async function promote(
  desk: RolloutDesk,
  rollout: StagedRollout,
  { taken, ...why }: Why & { readonly taken: TakenLook | undefined },
): Promise<Acted | undefined> {
  const next = shareOf({ ...rollout, stage: rollout.stage + 1 });
  if (desk.deployment !== undefined) {
    await runKubectl(desk.context, scalePlan(next, desk.deployment));
  }
  const at = desk.context.clock.now().getTime();
  const looked = scheduleOf(rollout, at).due?.number ?? 0;
  const acted = await act(desk, rollout, {
    ...why,
    at,
    action: next === 100 ? 'canary.complete' : 'canary.promote',
    details: detailsOf(rollout, taken, next),
    make: (content) => promoted(content, rollout, { ...why, at, looked }),
  });
  // Whoever was faster may have ended it: there shall not be more pods than the share needs.
  if (acted === undefined) await scaleTo(desk, (await desk.store.flags.read()).rolloutPercent ?? 0);
  return acted;
}

/**
 * Takes a rollout back. The share comes first: a Deployment is scaled down when nothing goes there any more.
 * @returns undefined when somebody else has changed the rollout meanwhile
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function rollBack(
  desk: RolloutDesk,
  rollout: StagedRollout,
  {
    taken,
    status,
    ...why
  }: Why & {
    readonly status: 'failed' | 'aborted';
    readonly taken: TakenLook | undefined;
  },
): Promise<Acted | undefined> {
  const at = desk.context.clock.now().getTime();
  const acted = await act(desk, rollout, {
    ...why,
    at,
    action: status === 'failed' ? 'canary.fail' : 'canary.abort',
    details: detailsOf(rollout, taken, 0),
    make: (content) => ended(content, rollout, { ...why, at, status }),
  });
  if (acted !== undefined) await scaleTo(desk, 0);
  return acted;
}

async function scaleTo({ context, deployment }: RolloutDesk, percent: number): Promise<void> {
  if (deployment === undefined) return;
  try {
    await runKubectl(context, scalePlan(percent, deployment));
  } catch (error) {
    if (!(error instanceof AqeError)) throw error;
    context.reporter.warn(`${error.message}. The share is ${percent} % all the same.`);
  }
}

type Change = Omit<Parameters<typeof changeRollout>[1], 'rollout' | 'id'>;

async function act(
  desk: RolloutDesk,
  rollout: StagedRollout,
  change: Change,
): Promise<Acted | undefined> {
  const shared = await changeRollout(desk.store.flags, { ...change, rollout, id: randomUUID() });
  if (shared === undefined) return undefined;
  return { shared, followed: await follow(desk, shared.generation) };
}

/**
 * Waits until the replicas have it.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function follow(
  { context, store, waitMs }: Pick<RolloutDesk, 'context' | 'store' | 'waitMs'>,
  generation: number,
): Promise<Followed> {
  const { clock, ports, signal } = context;
  const scheduler = await ports.scheduler();
  const { kind, ms, replicas } = await waitForReplicas(store.replicas, {
    generation,
    timeoutMs: waitMs,
    clock,
    scheduler,
    signal,
  });
  const late = replicas.filter((replica) => replica.generation < generation);
  return { outcome: kind, ms, live: replicas.length, late: late.map(({ name }) => name) };
}

/** What the audit trail keeps of a step. */
function detailsOf(
  rollout: StagedRollout,
  taken: TakenLook | undefined,
  to: number,
): Readonly<Record<string, unknown>> {
  return {
    rolloutId: rollout.id,
    from: shareOf(rollout),
    to,
    look: taken?.look.number ?? null,
    comparison: taken?.comparison ?? null,
  };
}
