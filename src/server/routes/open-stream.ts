import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { StoredTask } from '../../core/tasks/task-queue.ts';
import type { ServiceParts } from '../service-parts.ts';
import { sawEnd, seenEvent, TaskEvents } from '../task-events.ts';
import type { FeedEvent } from '../task-feed.ts';
import { taskView } from '../task-view.ts';
import { EventWriter } from './event-writer.ts';

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
    const writer = new EventWriter(async (text) => stream.write(text));
    const stopHeartbeat = every(HEARTBEAT_MS, parts, () => {
      writer.text(': alive\n\n');
    });
    const events = new TaskEvents({ ...parts, signal: gone.signal }, seen);
    try {
      if (isNew) writer.push(accepted(task));
      for await (const event of events.follow(task)) writer.push(event);
      await writer.written();
    } catch (error) {
      parts.log.error({ err: error, taskId: task.record.id }, 'a stream broke');
    } finally {
      stopHeartbeat();
      parts.state.streams -= 1;
    }
  });
}

function accepted(task: StoredTask): FeedEvent {
  return { id: `${task.record.attempts}.0`, event: 'accepted', data: taskView(task) };
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
