import type { TokenUsage } from '../core/cost/token-usage.ts';
import { addTokens, noTokens } from '../core/cost/token-usage.ts';
import type { StreamEvent } from '../core/streaming/events.ts';
import type { TaskFeed } from './task-feed.ts';

/** What an attempt came to so far. */
export interface TaskTotals {
  /** Nano-dollars. */
  readonly cost: number;
  readonly tokens: TokenUsage;
  readonly firstChunkMs: number | undefined;
}

/** Makes of the events of a task's calls what its readers see, and adds up what they cost. */
export class TaskLog {
  readonly #feed: TaskFeed;
  readonly #elapsed: () => number;
  #cost = 0;
  #tokens = noTokens;
  #firstChunkMs: number | undefined;

  /** @param elapsed milliseconds since the attempt began */
  constructor(feed: TaskFeed, elapsed: () => number) {
    this.#feed = feed;
    this.#elapsed = elapsed;
  }

  get totals(): TaskTotals {
    return { cost: this.#cost, tokens: this.#tokens, firstChunkMs: this.#firstChunkMs };
  }

  add(event: StreamEvent): void {
    switch (event.type) {
      case 'start': {
        const { modelName, model, provider, simulated } = event;
        this.#feed.push('start', { modelName, model, provider, simulated });
        break;
      }
      case 'text':
        this.#firstChunkMs ??= this.#elapsed();
        this.#feed.push('text', { text: event.text });
        break;
      case 'restart':
      case 'fallback':
        this.#feed.push('restart', { reason: event.reason, discarded: event.discarded });
        break;
      case 'usage': {
        const { attempt, usage, cost, basis } = event;
        this.#cost += cost;
        this.#tokens = addTokens(this.#tokens, usage);
        this.#feed.push('usage', { attempt, usage, nanoDollars: cost, basis });
        break;
      }
      case 'verdict': {
        const { modelName, verdict, reasons, next } = event;
        this.#feed.push('verdict', { modelName, verdict, reasons, next });
        break;
      }
      case 'progress':
      case 'done':
      case 'failed':
        // Told by the text, and by the end of the task.
        break;
    }
  }
}
