import { exactDollars } from '../../core/cost/dollars.ts';
import type { StreamEvent } from '../../core/streaming/events.ts';

/** What a status line tells of a call under way. */
interface Status {
  readonly model: string;
  readonly tokens: number;
  readonly elapsedMs: number;
  readonly firstTextMs: number | undefined;
  /** Nano-dollars of the attempts that have ended. */
  readonly booked: number;
  /** An attempt is under way. */
  readonly open: boolean;
  readonly attempt: number;
}

/** The status before anything was heard. */
export const noStatus: Status = {
  model: '',
  tokens: 0,
  elapsedMs: 0,
  firstTextMs: undefined,
  booked: 0,
  open: false,
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
      const firstTextMs = status.firstTextMs ?? elapsedMs;
      return { ...status, tokens, elapsedMs, firstTextMs, open: true };
    }
    case 'restart':
    case 'fallback': {
      return { ...status, tokens: 0, attempt: event.attempt };
    }
    case 'usage': {
      return { ...status, booked: status.booked + event.cost, open: false };
    }
    case 'text':
    case 'verdict':
    case 'done':
    case 'failed': {
      return status;
    }
  }
}

/** What an attempt under way has cost so far, in nano-dollars, by its output tokens; undefined where no price is known. */
export type CostSoFar = (outputTokens: number) => number | undefined;

/** `sonnet · 512 tokens · 48 tokens/s · first text 0.4 s · ~$0.0051` */
export function statusLine(status: Status, costSoFar: CostSoFar): string {
  const { model, tokens, elapsedMs, firstTextMs, attempt } = status;
  const streamingMs = elapsedMs - (firstTextMs ?? elapsedMs);
  const parts = [
    model,
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    firstTextMs === undefined ? 'waiting' : `${tokens} tokens`,
    ...(streamingMs > 0 ? [`${Math.round((tokens * 1000) / streamingMs)} tokens/s`] : []),
    ...(firstTextMs === undefined ? [] : [`first text ${seconds(firstTextMs)}`]),
    ...costPart(status, costSoFar),
  ];
  return parts.join(' · ');
}

/** Rounded to a thousandth of a cent: behind that it would only flicker. */
const SHOWN_NANO = 10_000;

function costPart({ booked, open, tokens }: Status, costSoFar: CostSoFar): readonly string[] {
  const running = open ? costSoFar(tokens) : 0;
  if (running === undefined) return booked === 0 ? [] : [`over ${exactDollars(booked)}`];
  const cost = booked + running;
  if (cost === 0) return [];
  return open
    ? [`~${exactDollars(Math.round(cost / SHOWN_NANO) * SHOWN_NANO)}`]
    : [exactDollars(cost)];
}

/** Milliseconds as `0.4 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)} s`;
}
