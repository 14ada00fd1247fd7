import type { AqeError } from '../../errors.ts';
import type { CostBasis } from '../cost/billing.ts';
import type { TokenUsage } from '../cost/token-usage.ts';
import type { FailureKind, ProviderFailure } from './provider.ts';

/**
 * What happens while a model answers, in order. The first event is `start`; exactly one of `done` and `failed` comes, and it is the last. The text of
 * the answer is all `text` since the last `restart` or `fallback`. Where answers are verified, none has a text before it stands.
 */
export type StreamEvent =
  | StartEvent
  | { readonly type: 'text'; readonly text: string }
  | ProgressEvent
  | RestartEvent
  | FallbackEvent
  | UsageEvent
  | VerdictEvent
  | DoneEvent
  | FailedEvent;

/** The call begins, and this model is asked. */
export interface StartEvent {
  readonly type: 'start';
  readonly streamId: string;
  /** The name in the configuration. */
  readonly modelName: string;
  /** The id at the provider. */
  readonly model: string;
  readonly provider: string;
  readonly simulated: boolean;
}

/** How far it is. Told with each chunk of text at the most. */
export interface ProgressEvent {
  readonly type: 'progress';
  /** Characters of the answer so far. */
  readonly characters: number;
  /** Output tokens so far: the provider's count when it told one, else an estimate. */
  readonly outputTokens: number;
  /** Milliseconds since `start`. */
  readonly elapsedMs: number;
}

/** The attempt failed and another one is going to begin: forget the text so far. */
export interface RestartEvent extends NextAttempt {
  readonly type: 'restart';
  /** Why the one before it does not count: how it failed, or that its answer was not accepted. */
  readonly reason: FailureKind | 'not-accepted';
}

/** Streaming is given up and one plain request is going to be made: forget the text so far. */
export interface FallbackEvent extends NextAttempt {
  readonly type: 'fallback';
  /** Why the one before it failed. */
  readonly reason: FailureKind;
}

interface NextAttempt {
  /** The number of the attempt that is going to begin. */
  readonly attempt: number;
  /** Milliseconds from now until it begins. */
  readonly delayMs: number;
  /** Characters of text to forget; 0 when none was given. */
  readonly discarded: number;
}

/** What one attempt cost; after each attempt. */
export interface UsageEvent {
  readonly type: 'usage';
  readonly attempt: number;
  readonly usage: TokenUsage;
  /** Nano-dollars. */
  readonly cost: number;
  readonly basis: CostBasis;
}

/** What is said of an answer where answers are verified: after each one, before the next model is asked and before the end. */
export interface VerdictEvent {
  readonly type: 'verdict';
  /** Whose answer it was: the name in the configuration. */
  readonly modelName: string;
  /** Unknown is never taken for accept. */
  readonly verdict: 'accept' | 'reject' | 'unknown';
  /** For people, and for the model that tries next. */
  readonly reasons: readonly string[];
  /** Who tries next; undefined when nobody does. */
  readonly next?: string | undefined;
}

/** One attempt, for the record. */
export interface AttemptRecord {
  readonly attempt: number;
  readonly streamed: boolean;
  /** Undefined for the one that succeeded. */
  readonly failure: FailureKind | undefined;
  readonly usage: TokenUsage;
  /** Nano-dollars. */
  readonly cost: number;
  readonly basis: CostBasis;
}

/** What both ends have. */
export interface CallTotals {
  readonly attempts: readonly AttemptRecord[];
  /** All attempts together. */
  readonly usage: TokenUsage;
  /** Nano-dollars, all attempts together. */
  readonly cost: number;
  /** Milliseconds from `start` to the end. */
  readonly durationMs: number;
  /** Milliseconds from `start` to the first text; undefined when none came. */
  readonly firstTextMs: number | undefined;
}

/** The answer is whole. */
export interface DoneEvent extends CallTotals {
  readonly type: 'done';
  readonly text: string;
  /** Whose answer it is, where several models were tried; else the one that started last. */
  readonly modelName?: string | undefined;
  readonly stopReason: string;
}

/**
 * Why a call failed: what the provider's failures are called, and more. `budget`: a limit, or a price that nobody knows, refused an attempt. `store`: the money could not be held because
 * its store does not answer. `deadline`: the time for the whole call was over.
 */
export type FailedReason = FailureKind | 'budget' | 'store' | 'deadline';

/** There will be no answer. */
export interface FailedEvent extends CallTotals {
  readonly type: 'failed';
  readonly reason: FailedReason;
  readonly message: string;
  /** What came before it failed, since the last restart. */
  readonly partialText: string;
  readonly cause: AqeError | ProviderFailure;
}
