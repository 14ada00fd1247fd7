import type { TokenUsage } from '../cost/token-usage.ts';

/** One turn of a conversation. */
export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** What is asked of a model. */
export interface ModelRequest {
  /** The id at the provider. */
  readonly model: string;
  readonly system?: string | undefined;
  /**
   * How long the provider may keep the system prompt for further requests that begin with the same one. Writing it there costs a quarter more (twice
   * as much for an hour) and reading it a tenth: worth it from the second request on. Short prompts are not kept, and cost what they always do.
   */
  readonly cacheSystem?: '5m' | '1h' | undefined;
  readonly messages: readonly ModelMessage[];
  /** The most output tokens. */
  readonly maxTokens: number;
}

/** A whole answer. */
export interface ProviderReply {
  readonly text: string;
  /** As the provider names it: `end_turn`, `max_tokens`, … */
  readonly stopReason: string;
  /** Undefined when the provider told none. */
  readonly usage: TokenUsage | undefined;
}

/** A piece of an answer. The last one is `end`; a stream that ends without it was cut. */
export type ProviderChunk =
  /** What is known at once: input and cache tokens. */
  | { readonly type: 'start'; readonly usage: TokenUsage | undefined }
  | { readonly type: 'text'; readonly text: string }
  /** A sign of life that carries no text: a ping (0 characters), thinking, the input of a tool. The characters are billed as output. */
  | { readonly type: 'alive'; readonly characters: number }
  /** Sums so far, as the provider counts them; `final` when nothing more will be counted. */
  | { readonly type: 'usage'; readonly usage: TokenUsage; readonly final: boolean }
  | { readonly type: 'end'; readonly stopReason: string };

/** Answers requests. Both methods fail with {@link ProviderFailure} and end within 100 ms of an abort. No retries, no timeouts: those are the caller's. */
export interface Provider {
  /** As in the configuration: `anthropic`. */
  readonly name: string;
  /** True when no real model answers. */
  readonly simulated: boolean;
  send(request: ModelRequest, signal: AbortSignal): Promise<ProviderReply>;
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ProviderChunk>;
}

/** Why a request failed. */
export type FailureKind =
  /** 429. */
  | 'rate-limited'
  /** 529, or an `overloaded_error` inside of a stream. */
  | 'overloaded'
  /** Other 5xx and errors of the provider inside of a stream. */
  | 'server-error'
  /** No connection, or it broke. */
  | 'connection'
  /** No first chunk, or none for too long. */
  | 'stalled'
  /** It ended before its end. */
  | 'truncated'
  /** What came is not the protocol. */
  | 'malformed'
  /** 401 and 403. */
  | 'unauthorized'
  /** Other 4xx: the request itself is wrong. */
  | 'rejected'
  /** Somebody on our side gave up: Ctrl-C, a client that went away, a budget. */
  | 'aborted';

/** How a provider fails. Never thrown for bugs. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly kind: FailureKind;
  /** The HTTP status, when there was one. */
  readonly status: number | undefined;
  /** How long the provider asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** False when the provider certainly bills nothing: it was never reached, or it refused before it began. */
  readonly mayBeBilled: boolean;

  constructor(
    kind: FailureKind,
    message: string,
    options: ErrorOptions & {
      readonly status?: number | undefined;
      readonly retryAfterMs?: number | undefined;
      readonly mayBeBilled?: boolean;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.mayBeBilled = options.mayBeBilled ?? true;
  }
}
