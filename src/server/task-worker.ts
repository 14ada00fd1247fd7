import type { Clock, Scheduler } from '../core/ports.ts';
import { Recurring } from '../core/recurring.ts';
import type { StreamEvent } from '../core/streaming/events.ts';
import type { TaskExecutor } from '../core/tasks/task-executor.ts';
import type {
  AcceptOutcome,
  Claim,
  StoredTask,
  TaskEnd,
  TaskQueue,
} from '../core/tasks/task-queue.ts';
import type { ServiceLog } from './service-log.ts';
import { answered, type Ending, failed } from './task-end.ts';
import type { TaskFeed, TaskFeeds } from './task-feed.ts';
import { TaskLog } from './task-log.ts';
import { orderOf } from './task-request.ts';

/** How long a task is a replica's own without a sign of life, in milliseconds. */
const LEASE_MS = 15_000;
/** A task that was begun so often is given up. */
const MAX_ATTEMPTS = 5;
/** Milliseconds between two looks at what is still going on while it stops. */
const DRAIN_LOOK_MS = 50;

/** What a worker works with. */
export interface WorkerParts {
  readonly queue: TaskQueue;
  readonly executor: TaskExecutor;
  readonly feeds: TaskFeeds;
  /** The id of this replica. */
  readonly replica: string;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: ServiceLog;
  /** Milliseconds between two looks for work that others have accepted or lost. */
  readonly pollMs: number;
  readonly onEvent: (task: StoredTask, event: StreamEvent) => void;
  readonly onEnd: (task: StoredTask, end: TaskEnd) => void;
}

/** Why an attempt is stopped before its end. */
type StopReason = 'cancelled' | 'lost' | 'released';

interface Running {
  readonly task: StoredTask;
  readonly stop: AbortController;
  reason: StopReason | undefined;
}

/** Works on the tasks of the queue: as many at a time as there are slots, each held by a lease that is renewed. */
export class TaskWorker {
  readonly #parts: WorkerParts;
  readonly #running = new Map<string, Running>();
  readonly #ended = new Set<() => void>();
  #looks: Recurring | undefined;
  #renewals: Recurring | undefined;
  #resting = false;
  /** Places that are kept for tasks on their way here. */
  #coming = 0;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Begins to look for work. */
  start(): void {
    const { pollMs } = this.#parts;
    this.#looks = this.#every(pollMs, async () => this.#look());
    this.#renewals = this.#every(LEASE_MS / 3, async () => this.#renew());
  }

  /**
   * Has a task accepted, and works on it at once where there is room.
   * @param accept gets what begins the task here in the moment in which it is accepted; undefined when there is no room
   */
  async accepting(
    accept: (claim: Claim | undefined) => Promise<AcceptOutcome>,
  ): Promise<AcceptOutcome> {
    const places = this.#resting ? 0 : Math.min(1, this.#free);
    const outcome = await this.#taking(places, async () =>
      accept(places === 0 ? undefined : this.#claimNow()),
    );
    if (outcome.kind === 'accepted') this.#adopt(outcome.task);
    return outcome;
  }

  /** Stops a task if it is worked on here. */
  cancel(id: string): void {
    this.#stop(id, 'cancelled');
  }

  /** Begins nothing any more, but for those who listen to a task that waits. */
  rest(): void {
    this.#resting = true;
  }

  /**
   * Works on until nobody listens any more and nothing runs, or the signal aborts.
   * @param listeners how many streams are open
   */
  async finish(listeners: () => number, signal: AbortSignal): Promise<void> {
    this.rest();
    while (!signal.aborted && (this.#running.size > 0 || listeners() > 0)) {
      // oxlint-disable-next-line no-await-in-loop -- until all is quiet
      if (listeners() > this.#running.size) await this.#claimSome().catch(() => undefined);
      // oxlint-disable-next-line no-await-in-loop
      await this.#pause(signal);
    }
  }

  /** Gives back all that it works on, and stops. */
  async close(): Promise<void> {
    this.rest();
    for (const id of this.#running.keys()) this.#stop(id, 'released');
    // oxlint-disable-next-line no-await-in-loop -- until all have said how they ended
    while (this.#running.size > 0) await this.#pause();
    await Promise.all([this.#looks?.stop(), this.#renewals?.stop()]);
  }

  /** Resolves when an attempt ends, or in a moment. */
  async #pause(signal?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        cancel();
        this.#ended.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const cancel = this.#parts.scheduler.after(DRAIN_LOOK_MS, done);
      this.#ended.add(done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  get #free(): number {
    return Math.max(0, this.#parts.executor.slots - this.#running.size - this.#coming);
  }

  #claimNow(): Claim {
    const { replica, clock } = this.#parts;
    return { replica, now: clock.now().getTime(), leaseMs: LEASE_MS };
  }

  #every(everyMs: number, work: () => Promise<void>): Recurring {
    const { scheduler, log } = this.#parts;
    const turn = async (): Promise<void> =>
      work().catch((error: unknown) => {
        log.error({ err: error }, 'the queue of tasks does not answer');
      });
    return new Recurring(turn, { scheduler, everyMs });
  }

  async #look(): Promise<void> {
    if (!this.#resting) await this.#claimSome();
  }

  async #claimSome(): Promise<void> {
    const { queue, clock, log } = this.#parts;
    const lost = await queue.recover({ now: clock.now().getTime(), maxAttempts: MAX_ATTEMPTS });
    if (lost > 0) log.warn({ tasks: lost }, 'leases of tasks have run out');
    const free = this.#free;
    if (free === 0) return;
    const tasks = await this.#taking(free, async () => queue.claim(this.#claimNow(), free));
    for (const task of tasks) void this.#work(task);
  }

  /** Keeps places free for tasks that are on their way from the database. */
  async #taking<T>(places: number, take: () => Promise<T>): Promise<T> {
    this.#coming += places;
    try {
      return await take();
    } finally {
      this.#coming -= places;
    }
  }

  #adopt(task: StoredTask): void {
    const { replica, status, id, attempts } = task.record;
    const isHere = this.#running.get(id)?.task.record.attempts === attempts;
    if (replica === this.#parts.replica && status === 'running' && !isHere) void this.#work(task);
    else void this.#looks?.ask();
  }

  async #renew(): Promise<void> {
    const ids = [...this.#running.keys()];
    if (ids.length === 0) return;
    const held = await this.#parts.queue.renew(this.#claimNow(), ids);
    const byId = new Map(held.map((one) => [one.id, one]));
    for (const id of ids) {
      const mine = this.#running.get(id)?.task.record.attempts;
      const one = byId.get(id);
      if (one?.attempt !== mine) this.#stop(id, 'lost');
      else if (one?.cancelRequested === true) this.#stop(id, 'cancelled');
    }
  }

  #stop(id: string, reason: StopReason): void {
    const running = this.#running.get(id);
    if (running === undefined) return;
    running.reason ??= reason;
    running.stop.abort();
  }

  async #work(task: StoredTask): Promise<void> {
    const { feeds, log } = this.#parts;
    const { id, attempts } = task.record;
    const running: Running = { task, stop: new AbortController(), reason: undefined };
    this.#running.set(id, running);
    if (task.cancelRequested) this.#stop(id, 'cancelled');
    const feed = feeds.open(id, attempts);
    try {
      await this.#carryOut(running, feed);
    } catch (error) {
      // The lease runs out, and the task is begun again.
      log.error({ err: error, taskId: id }, 'the end of a task could not be written');
    } finally {
      if (this.#running.get(id) === running) this.#running.delete(id);
      feeds.close(id, feed);
      for (const done of this.#ended) done();
      void this.#looks?.ask();
    }
  }

  async #carryOut(running: Running, feed: TaskFeed): Promise<void> {
    const { queue, clock, scheduler } = this.#parts;
    const { id, attempts: attempt } = running.task.record;
    const startedAt = scheduler.monotonic();
    const elapsed = (): number => Math.round(scheduler.monotonic() - startedAt);
    const totals = new TaskLog(feed, elapsed);
    const ending = await this.#endingOf(running, totals);
    const at = clock.now().getTime();
    if (running.reason === 'released') {
      await queue.release({ id, attempt }, at);
    } else if (running.reason !== 'lost') {
      const end = { ...ending, ...totals.totals, id, attempt, at, durationMs: elapsed() };
      await this.#finish(running.task, end);
    }
  }

  async #endingOf({ task, stop, reason }: Running, totals: TaskLog): Promise<Ending> {
    const { executor, onEvent, log } = this.#parts;
    const { signal } = stop;
    const taskId = task.record.id;
    if (reason !== undefined) return { status: 'cancelled' };
    try {
      const result = await executor.run(orderOf(task), {
        signal,
        onEvent: (event) => {
          totals.add(event);
          onEvent(task, event);
        },
      });
      return answered(result);
    } catch (error) {
      if (signal.aborted) return { status: 'cancelled' };
      log.warn({ err: error, taskId }, 'a task failed');
      return failed(error);
    }
  }

  async #finish(task: StoredTask, end: TaskEnd): Promise<void> {
    const { queue, onEnd, log } = this.#parts;
    const { id: taskId, status, attempt, durationMs } = end;
    if (await queue.finish(end)) {
      onEnd(task, end);
      log.info({ taskId, status, attempt, durationMs }, 'a task ended');
    } else log.warn({ taskId, attempt }, 'a task was taken over by another replica');
  }
}
