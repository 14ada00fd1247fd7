import { addTokens, noTokens } from '../cost/token-usage.ts';
import type { Scheduler } from '../ports.ts';
import type { Answer } from './answer.ts';
import type { EventBuffer } from './event-buffer.ts';
import type { AttemptRecord, CallTotals, StreamEvent } from './events.ts';

/** Often enough for eyes. */
const PROGRESS_EVERY_MS = 100;

/** Tells the events of one call, and keeps what the last one sums up. */
export class Narrator {
  readonly #buffer: EventBuffer<StreamEvent>;
  readonly #scheduler: Scheduler;
  readonly #startedAt: number;
  readonly #records: AttemptRecord[] = [];
  #firstTextMs: number | undefined;
  #progressAt: number;

  constructor(buffer: EventBuffer<StreamEvent>, scheduler: Scheduler) {
    this.#buffer = buffer;
    this.#scheduler = scheduler;
    this.#startedAt = scheduler.monotonic();
    this.#progressAt = this.#startedAt;
  }

  /** Tells an event as soon as there is room for it. */
  async tell(event: StreamEvent): Promise<void> {
    await this.#buffer.room();
    this.#buffer.push(event);
  }

  /** Tells a piece of text. The caller has seen to it that there is room. */
  text(text: string, now: number): void {
    this.#firstTextMs ??= this.#since(now);
    this.#buffer.push({ type: 'text', text });
  }

  /** Tells an answer that came in one piece. */
  async wholeText(text: string): Promise<void> {
    await this.#buffer.room();
    this.text(text, this.#scheduler.monotonic());
  }

  /** Tells how far it is, unless that was just told or nobody listens fast enough. */
  progress(answer: Answer, now: number): void {
    if (now - this.#progressAt < PROGRESS_EVERY_MS || this.#buffer.full) return;
    this.#progressAt = now;
    this.#buffer.push({
      type: 'progress',
      characters: answer.text.length,
      outputTokens: answer.outputTokens,
      elapsedMs: this.#since(now),
    });
  }

  /** Tells what an attempt cost. */
  async attempt(record: AttemptRecord): Promise<void> {
    this.#records.push(record);
    const { attempt, usage, cost, basis } = record;
    await this.tell({ type: 'usage', attempt, usage, cost, basis });
  }

  /** What the last event says of the whole. */
  totals(): CallTotals {
    return {
      attempts: this.#records,
      usage: this.#records.map(({ usage }) => usage).reduce(addTokens, noTokens),
      cost: this.#records.reduce((sum, { cost }) => sum + cost, 0),
      durationMs: this.#since(this.#scheduler.monotonic()),
      firstTextMs: this.#firstTextMs,
    };
  }

  /** Whole milliseconds from the beginning. */
  #since(now: number): number {
    return Math.round(now - this.#startedAt);
  }
}
