import type { Clock, Scheduler } from '../core/ports.ts';
import type { ControlStore } from '../core/flags/control-store.ts';
import type { Replica } from '../core/flags/replica-registry.ts';
import { Recurring } from '../core/recurring.ts';
import type { TaskExecutor } from '../core/tasks/task-executor.ts';
import type { TaskQueue } from '../core/tasks/task-queue.ts';
import { type Address, listen } from './listen.ts';
import { serviceApp } from './service-app.ts';
import type { ServiceLog } from './service-log.ts';
import type { ServiceMetrics } from './service-metrics.ts';
import type { FlagState, ReplicaView, ServiceParts } from './service-parts.ts';
import { TaskFeeds } from './task-feed.ts';
import { TaskWorker } from './task-worker.ts';

/** What a service is made of. */
export interface ServiceSetup extends Pick<
  ServiceParts,
  'version' | 'replica' | 'environment' | 'queueLimit' | 'costs' | 'guard' | 'reload'
> {
  /** Where it runs, for people. */
  readonly name: string;
  readonly address: Address;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: ServiceLog;
  readonly metrics: ServiceMetrics;
  readonly store: ControlStore & { readonly tasks: TaskQueue };
  readonly executor: TaskExecutor;
  readonly flags: () => FlagState;
}

/** A service that answers. */
export interface RunningService {
  readonly url: string;
  readonly port: number;
  /** Says how this replica stands, at once. */
  report(): Promise<void>;
  /**
   * Is not ready any more, finishes what somebody listens to and what runs, until so many milliseconds are over; gives the rest back to the queue, and closes the door.
   * @returns how many tasks were given back
   */
  stop(deadlineMs: number): Promise<number>;
}

const HEARTBEAT_MS = 5000;
const REPLICA_LEASE_MS = 15_000;
const POLL_MS = 500;
const FORGET_EVERY_MS = 3_600_000;
/** Final tasks are kept for thirty days, as costs are in memory. */
const KEEP_MS = 30 * 24 * 3_600_000;

/**
 * Opens the door and begins to work.
 * @throws AqeError PORT_UNAVAILABLE, STORE_UNAVAILABLE
 */
export async function runService(setup: ServiceSetup): Promise<RunningService> {
  const { store, clock, scheduler, log, metrics, executor, replica } = setup;
  const feeds = new TaskFeeds();
  const queue = store.tasks;
  const startedAt = clock.now().getTime();
  const { onEvent, onEnd } = metrics;
  const shared = { queue, executor, feeds, replica, clock, scheduler, log };
  const worker = new TaskWorker({ ...shared, pollMs: POLL_MS, onEvent, onEnd });
  const state = { draining: false, streams: 0 };
  const replicas = async (): Promise<readonly ReplicaView[]> =>
    (await store.replicas.live(clock.now().getTime())).map(replicaView);
  const app = serviceApp({ ...setup, ...shared, shared: store.flags, worker, state, replicas });
  const report = async (): Promise<void> => reportReplica(setup, startedAt);
  await report();
  const listener = await listen(app, setup.address);
  const recurring = [
    new Recurring(logged(log, report), { scheduler, everyMs: HEARTBEAT_MS }),
    new Recurring(
      logged(log, async () => forget(setup)),
      { scheduler, everyMs: FORGET_EVERY_MS },
    ),
  ];
  worker.start();
  return {
    url: listener.url,
    port: listener.port,
    report,
    stop: async (deadlineMs) => {
      state.draining = true;
      const deadline = new AbortController();
      const cancel = scheduler.after(deadlineMs, () => {
        deadline.abort();
      });
      await worker.finish(() => state.streams, deadline.signal);
      cancel();
      const givenBack = worker.running;
      await worker.close();
      await Promise.all(recurring.map(async (one) => one.stop()));
      await store.replicas.leave(replica).catch(() => undefined);
      await listener.close();
      return givenBack;
    },
  };
}

async function reportReplica(setup: ServiceSetup, startedAt: number): Promise<void> {
  const { store, clock, flags, replica, name, version } = setup;
  const { settings, sources, generation, problem } = flags();
  const features = settings.flags;
  const said = { id: replica, name, version, startedAt, generation, features, sources, problem };
  const now = clock.now().getTime();
  await store.replicas.report(said, { now, leaseMs: REPLICA_LEASE_MS });
}

async function forget({ store, clock }: ServiceSetup): Promise<void> {
  await store.tasks.forget(clock.now().getTime() - KEEP_MS);
}

function logged(log: ServiceLog, work: () => Promise<void>): () => Promise<void> {
  return async () =>
    work().catch((error: unknown) => {
      log.error({ err: error }, 'the database does not answer');
    });
}

function replicaView({ id, name, version, generation, seenAt }: Replica): ReplicaView {
  return { id, name, version, generation, seenAt: new Date(seenAt).toISOString() };
}
