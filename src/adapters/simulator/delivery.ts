import type { TokenUsage } from '../../core/cost/token-usage.ts';
import type { Random } from '../../core/random.ts';
import type { CallOutcome, FaultKind } from '../../core/simulation.ts';
import type { Answer } from './answer.ts';
import type { Latency } from './latency.ts';
import type { MessageHead } from './wire.ts';

/** An answer on its way to a client. */
export interface Delivery {
  readonly head: MessageHead;
  readonly answer: Answer;
  /** Of the whole answer. */
  readonly usage: TokenUsage;
  readonly fault: FaultKind | undefined;
  readonly latency: Latency;
  /** Decides where events are divided. */
  readonly random: Random;
  /** The output tokens after which a fault in mid-text strikes. */
  readonly strikeAt: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** How it went. */
export interface Delivered {
  /** Output tokens that were made until the end. */
  readonly generated: number;
  readonly outcome: CallOutcome;
}

/** Somewhere in the middle third of what comes after the thinking. */
export function drawStrike({ outputTokens, thinkingTokens }: Answer, random: Random): number {
  const share = 1 / 3 + random() / 3;
  const visible = outputTokens - thinkingTokens;
  return visible === 0
    ? Math.ceil(share * thinkingTokens)
    : thinkingTokens + Math.ceil(share * visible);
}
