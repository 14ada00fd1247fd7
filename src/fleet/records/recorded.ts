import { randomUUID } from 'node:crypto';
import type { ModelSelection } from '../../core/routing/model-selection.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';
import type { Clock } from '../../core/ports.ts';
import type { AgentId } from '../agent/agent-types.ts';
import { dollarsOf } from '../money/cost-entry.ts';
import type { FleetTask } from '../task.ts';
import type { RecordKeeper } from './record-keeper.ts';

/** Whose records they are. */
export interface RecordSubject {
  readonly task: FleetTask;
  readonly agent: AgentId;
  readonly variant: string;
  readonly clock: Clock;
  readonly records: RecordKeeper;
}

/** Records which model a task got, and why. */
export function recordSelection(subject: RecordSubject, selection: ModelSelection): void {
  const { modelName, modelConfig, complexity, reason, fallbackModels } = selection;
  subject.records.keep('routing/selections', subject.task.id, {
    ...labels(subject),
    modelName,
    model: modelConfig.model,
    complexity: complexity.overall,
    reason,
    fallbackModels,
  });
}

/** Passes the events of a call on, and records what each attempt cost and how the stream went. */
export async function* recorded(
  events: AsyncIterable<StreamEvent>,
  subject: RecordSubject,
  streamed: boolean,
): AsyncGenerator<StreamEvent> {
  const { records, task } = subject;
  // An agent may ask several times for one task.
  const id = `${task.id}/${randomUUID()}`;
  let modelName = '';
  let chunks = 0;
  for await (const event of events) {
    if (event.type === 'start') modelName = event.modelName;
    if (event.type === 'text') chunks += 1;
    if (event.type === 'usage') {
      const { attempt, usage, cost, basis } = event;
      records.keep('routing/costs', `${id}/${attempt}`, {
        ...labels(subject),
        modelName,
        cost: dollarsOf(cost),
        nanoDollars: cost,
        tokens: usage,
        basis,
      });
    }
    const isOver = event.type === 'done' || event.type === 'failed';
    if (streamed && isOver) {
      const { durationMs, firstTextMs = null, attempts, usage } = event;
      const status = event.type === 'done' ? 'completed' : 'failed';
      const session = { modelName, status, chunks, attempts: attempts.length };
      const measured = { tokens: usage.output, durationMs, firstTextMs };
      records.keep('streaming/sessions', id, {
        ...labels(subject),
        ...session,
        ...measured,
      });
    }
    yield event;
  }
}

function labels({ task, agent, variant, clock }: RecordSubject): object {
  return {
    taskId: task.id,
    taskType: task.type,
    agentId: agent.id,
    agentType: agent.type,
    variant,
    timestamp: clock.now().getTime(),
  };
}
