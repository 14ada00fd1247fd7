import { CallbackTeller } from '../../core/streaming/callback-teller.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';
import type { StreamCallbacks } from '../../core/streaming/stream-callbacks.ts';
import type { Clock } from '../../core/ports.ts';
import type { CostEntry } from '../money/cost-entry.ts';
import { dollarsOf } from '../money/cost-entry.ts';
import type { FleetTask } from '../task.ts';

/** What is announced, and of what. */
export interface Announcement {
  readonly task: FleetTask;
  readonly agentId: string;
  readonly streamed: boolean;
  readonly maxTokens: number;
  readonly clock: Clock;
  /** Tells the event bus. */
  readonly emit: (type: string, data: object) => void;
}

/** Passes events on, and tells the event bus what the documents of 1.0.5 name: `stream.*` where it streams, `cost.tracked`, what verifiers say (`model.verdict`), and `cost.budget.exceeded` for a call that was refused. */
export async function* announced(
  events: AsyncIterable<StreamEvent>,
  announcement: Announcement,
): AsyncGenerator<StreamEvent> {
  const { emit, streamed, clock, maxTokens, task } = announcement;
  const teller = new CallbackTeller(streamed ? onBus(announcement) : {}, { clock, maxTokens });
  let modelName = '';
  for await (const event of events) {
    teller.tell(event);
    if (event.type === 'start') modelName = event.modelName;
    if (event.type === 'usage') emit('cost.tracked', entryOf(event, modelName, announcement));
    if (event.type === 'verdict') {
      const { type: _type, ...verdict } = event;
      emit('model.verdict', { taskId: task.id, ...verdict });
    }
    if (event.type === 'failed' && event.reason === 'budget') {
      const { message } = event.cause;
      emit('cost.budget.exceeded', { taskId: task.id, modelName, message });
    }
    yield event;
  }
}

function onBus({ emit, task: { id: taskId } }: Announcement): StreamCallbacks {
  const tell = (type: string) => (data: object) => {
    emit(type, { taskId, ...data });
  };
  return {
    onStart: tell('stream.start'),
    onChunk: tell('stream.chunk'),
    onProgress: tell('stream.progress'),
    onError: tell('stream.error'),
    onComplete: tell('stream.complete'),
  };
}

function entryOf(
  { attempt, usage, cost, basis }: Extract<StreamEvent, { type: 'usage' }>,
  modelName: string,
  { task, agentId, clock }: Announcement,
): CostEntry {
  return {
    id: `${task.id}/${attempt}`,
    taskId: task.id,
    taskType: task.type,
    agentId,
    modelName,
    timestamp: clock.now(),
    cost: dollarsOf(cost),
    nanoDollars: cost,
    tokens: usage,
    basis,
  };
}
