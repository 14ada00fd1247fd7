import { exactDollars } from '../../core/cost/dollars.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';

/** What a status line tells of a call under way. */
interface Status {
  readonly model: string;
  readonly tokens: number;
  readonly elapsedMs: number;
  readonly firstTextMs: number | undefined;
  /** Nano-dollars of the attempts so far. */
  readonly cost: number;
  readonly attempt: number;
}

/** The status before anything was heard. */
export const noStatus: Status = {
  model: '',
  tokens: 0,
  elapsedMs: 0,
  firstTextMs: undefined,
  cost: 0,
  attempt: 1,
};

/** The status after an event. */
export function nextStatus(status: Status, event: StreamEvent): Status {
  switch (event.type) {
    case 'start': {
      const model = event.simulated ? `${event.modelName} (simulated)` : event.modelName;
      return { ...status, model };
    }
    case 'progress': {
      const { outputTokens: tokens, elapsedMs } = event;
      return { ...status, tokens, elapsedMs, firstTextMs: status.firstTextMs ?? elapsedMs };
    }
    case 'restart':
    case 'fallback': {
      return { ...status, tokens: 0, attempt: event.attempt };
    }
    case 'usage': {
      return { ...status, cost: status.cost + event.cost };
    }
    case 'text':
    case 'done':
    case 'failed': {
      return status;
    }
  }
}

/** `sonnet · 512 tokens · 48 tokens/s · first text 0.4 s` */
export function statusLine({
  model,
  tokens,
  elapsedMs,
  firstTextMs,
  cost,
  attempt,
}: Status): string {
  const streamingMs = elapsedMs - (firstTextMs ?? elapsedMs);
  const parts = [
    model,
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    firstTextMs === undefined ? 'waiting' : `${tokens} tokens`,
    ...(streamingMs > 0 ? [`${Math.round((tokens * 1000) / streamingMs)} tokens/s`] : []),
    ...(firstTextMs === undefined ? [] : [`first text ${seconds(firstTextMs)}`]),
    ...(cost > 0 ? [exactDollars(cost)] : []),
  ];
  return parts.join(' · ');
}

/** Milliseconds as `0.4 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;
}
