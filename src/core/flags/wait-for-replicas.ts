import { pause } from '../pause.ts';
import type { Clock, Scheduler } from '../ports.ts';
import type { Replica, ReplicaRegistry } from './replica-registry.ts';

/** Whom to wait for, and how long. */
export interface ReplicaWait {
  /** The generation that every replica shall have, or a later one. */
  readonly generation: number;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Ends the wait early, as its time does. */
  readonly signal: AbortSignal;
}

/** How a wait ended. */
export interface WaitOutcome {
  /** `late`: the time is over, and not all of them have it. */
  readonly kind: 'all' | 'late';
  /** Those that live at the end. */
  readonly replicas: readonly Replica[];
  readonly ms: number;
}

/** Milliseconds between two looks; a replica reports each change at once. */
const LOOK_MS = 200;

/**
 * Waits until every replica that lives has the flags.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function waitForReplicas(
  registry: ReplicaRegistry,
  { generation, timeoutMs, clock, scheduler, signal }: ReplicaWait,
): Promise<WaitOutcome> {
  const start = scheduler.monotonic();
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one look after the other
    const replicas = await registry.live(clock.now().getTime());
    const ms = Math.round(scheduler.monotonic() - start);
    if (replicas.every((replica) => replica.generation >= generation)) {
      return { kind: 'all', replicas, ms };
    }
    if (ms >= timeoutMs || signal.aborted) return { kind: 'late', replicas, ms };
    // oxlint-disable-next-line no-await-in-loop -- one look after the other
    await pause(Math.min(LOOK_MS, timeoutMs - ms), { scheduler, signal });
  }
}
