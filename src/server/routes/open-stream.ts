import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { StoredTask } from '../../core/tasks/task-queue.ts';
import type { ServiceParts } from '../service-parts.ts';
import { sawEnd, seenEvent, TaskEvents } from '../task-events.ts';
import type { FeedEvent } from '../task-feed.ts';
import { taskView } from '../task-view.ts';

const HEARTBEAT_MS = 15_000;

/** Whether a caller wants events rather than one answer. */
export function wantsStream(context: Context): boolean {
  return (context.req.header('accept') ?? '').includes('text/event-stream');
}

/** Answers with the events of a task: ids to go on from, a comment every 15 s, and an end. A client that leaves does not stop the task. */
export function openStream(
  context: Context,
  task: StoredTask,
  { parts, isNew }: { readonly parts: ServiceParts; readonly isNew: boolean },
): Response {
  const seen = seenEvent(context.req.header('last-event-id'));
  if (sawEnd(task, seen)) return context.body(null, 204);
  context.header('x-accel-buffering', 'no');
  const gone = new AbortController();
  parts.state.streams += 1;
  return streamSSE(context, async (stream) => {
    stream.onAbort(() => {
      gone.abort();
    });
    const stopHeartbeat = every(HEARTBEAT_MS, parts, () => void stream.write(': alive\n\n'));
    const events = new TaskEvents({ ...parts, signal: gone.signal }, seen);
    try {
      if (isNew) await stream.writeSSE(accepted(task));
      for await (const event of events.follow(task)) {
        await stream.writeSSE(asMessage(event));
      }
    } catch (error) {
      parts.log.error({ err: error, taskId: task.record.id }, 'a stream broke');
    } finally {
      stopHeartbeat();
      parts.state.streams -= 1;
    }
  });
}

interface Message {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

function accepted(task: StoredTask): Message {
  const { attempts } = task.record;
  return asMessage({ id: `${attempts}.0`, event: 'accepted', data: taskView(task) });
}

function asMessage({ id, event, data }: FeedEvent): Message {
  return { id, event, data: JSON.stringify(data) };
}

function every(ms: number, { scheduler }: ServiceParts, work: () => void): () => void {
  let cancel: () => void;
  const next = (): void => {
    cancel = scheduler.after(ms, () => {
      work();
      next();
    });
  };
  next();
  return () => {
    cancel();
  };
}
