import type { StoredTask } from '../core/tasks/task-queue.ts';
import type { ServiceParts } from './service-parts.ts';
import type { FeedEvent, TaskFeed } from './task-feed.ts';
import { taskView } from './task-view.ts';

/** Milliseconds between two looks at a task that another replica works on. */
const LOOK_MS = 500;
/** The number of the last event, which has the whole task. */
const END = 999_999_999;

/** Where a client goes on: what it saw last. */
interface SeenEvent {
  readonly attempt: number;
  readonly number: number;
}

/** Reads `Last-Event-ID`; undefined for one that is none of ours. */
export function seenEvent(id: string | undefined): SeenEvent | undefined {
  const found = /^(\d{1,9})\.(\d{1,9})$/.exec(id ?? '');
  return found === null ? undefined : { attempt: Number(found[1]), number: Number(found[2]) };
}

/** Whether a client has seen all that there will ever be. */
export function sawEnd({ record }: StoredTask, seen: SeenEvent | undefined): boolean {
  return record.finishedAt !== undefined && seen?.number === END;
}

/** What of the world a stream needs. */
export interface StreamSource extends Pick<ServiceParts, 'queue' | 'feeds' | 'scheduler'> {
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/** Follows one task until it is final, through all its attempts. */
export class TaskEvents {
  readonly #source: StreamSource;
  #seen: SeenEvent | undefined;
  /** The last state that was told because nothing else is known. */
  #told = '';

  /** @param seen undefined: from the beginning */
  constructor(source: StreamSource, seen: SeenEvent | undefined) {
    this.#source = source;
    this.#seen = seen;
  }

  /**
   * The events; the last one has the whole task, under the name of its status. The text of a task that another replica works on comes with its end. Where a
   * client saw another attempt, `restart` tells it to forget.
   */
  async *follow(task: StoredTask): AsyncGenerator<FeedEvent> {
    const { signal } = this.#source;
    let current: StoredTask | undefined = task;
    while (current !== undefined && !signal.aborted) {
      yield* this.#attemptOf(current);
      const { attempts, status, finishedAt } = current.record;
      if (finishedAt !== undefined) {
        yield { id: `${attempts}.${END}`, event: status, data: taskView(current) };
        return;
      }
      // oxlint-disable-next-line no-await-in-loop -- one look after the other
      current = await this.#next(current);
    }
  }

  async *#attemptOf(task: StoredTask): AsyncGenerator<FeedEvent> {
    const { id, attempts, status, finishedAt } = task.record;
    const feed = this.#source.feeds.find(id);
    if (feed?.attempt !== attempts) {
      const state = `${status} ${attempts}`;
      if (finishedAt === undefined && state !== this.#told) yield this.#stateOf(task);
      this.#told = state;
      return;
    }
    // Whoever comes after the end, and saw nothing of it, gets the whole at once.
    if (finishedAt === undefined || this.#seen?.attempt === attempts) yield* this.#eventsOf(feed);
  }

  async *#eventsOf(feed: TaskFeed): AsyncGenerator<FeedEvent> {
    const { attempt } = feed;
    const last = this.#seen?.attempt ?? 0;
    if (last !== attempt && last > 0) {
      const data = { reason: 'another-attempt', discarded: null };
      yield { id: `${attempt}.0`, event: 'restart', data };
    }
    const number = last === attempt ? (this.#seen?.number ?? 0) : 0;
    for await (const event of feed.follow(number, this.#source.signal)) {
      this.#seen = seenEvent(event.id);
      yield event;
    }
  }

  #stateOf(task: StoredTask): FeedEvent {
    const { attempts, status } = task.record;
    const { attempt, number } = this.#seen ?? { attempt: attempts, number: 0 };
    return { id: `${attempt}.${number}`, event: status, data: taskView(task) };
  }

  /** The task as soon as it is another one, or after a while. */
  async #next({ record }: StoredTask): Promise<StoredTask | undefined> {
    const { queue, signal } = this.#source;
    const { id, attempts, status } = record;
    const newest = await queue.get(id);
    if (newest?.record.attempts !== attempts || newest.record.status !== status) return newest;
    await this.#pause(id);
    return signal.aborted ? undefined : queue.get(id);
  }

  async #pause(id: string): Promise<void> {
    const { feeds, scheduler, signal } = this.#source;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        for (const undo of undone) undo();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const undone = [scheduler.after(LOOK_MS, done), feeds.onOpen(id, done)];
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
