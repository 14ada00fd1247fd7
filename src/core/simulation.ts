import type { TokenUsage } from './cost/token-usage.ts';
import type { Clock, Scheduler } from './ports.ts';

/** What can go wrong at a provider. docs/simulator.md says what each looks like on the wire. */
export const faultKinds = [
  'rate-limited',
  'overloaded',
  'server-error',
  'overloaded-in-stream',
  'cut-before-first',
  'cut-mid-text',
  'stall-before-first',
  'stall-mid-text',
  'end-without-stop',
  'malformed-json',
  'slow-first-token',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Latencies with a name. */
export const profileNames = ['instant', 'fast', 'realistic', 'slow'] as const;
export type ProfileName = (typeof profileNames)[number];

/** How long a simulated model takes. Both times are log-normal: `median × exp(sigma × a standard normal number)`. */
export interface LatencyProfile {
  /** Median milliseconds until the first token; 0 for none. */
  readonly firstTokenMs: number;
  /** Median milliseconds a token; 0 for none. */
  readonly perTokenMs: number;
  /** The spread of both; 0 makes them constant. */
  readonly sigma: number;
}

/** A request as those who script answers and faults see it. */
export interface SimulatedRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly maxTokens: number;
  /** The text of the system prompt; empty when there is none. */
  readonly system: string;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[];
  /** The text of the last turn of the user. */
  readonly prompt: string;
  /** The names of the tools that may be used. */
  readonly tools: readonly string[];
}

/** An answer that somebody wrote. What is left out is not in it. */
export interface ScriptedReply {
  readonly text?: string | undefined;
  readonly thinking?: string | undefined;
  readonly toolUse?: { readonly name: string; readonly input: unknown } | undefined;
  /** What goes wrong with this answer. */
  readonly fault?: FaultKind | undefined;
}

/** Writes the answer to a request; undefined leaves it to the generator. */
export type AnswerScript = (
  request: SimulatedRequest,
  /** `attempt` counts from 1: how often this content was asked of this model. */
  context: { readonly model: string; readonly attempt: number },
) => string | ScriptedReply | undefined;

/** A model that the simulator lists. It answers to any other name just as well. */
export interface SimulatedModel {
  readonly id: string;
  /** Tokens. */
  readonly contextWindow?: number | undefined;
}

/** How a simulator behaves. Everything has a default. */
export interface SimulatorOptions {
  /** 0 takes a free one. Default 0. */
  readonly port?: number | undefined;
  /** The same seed gives the same answers, latencies and faults. Default 1. */
  readonly seed?: number | undefined;
  /** Default `instant`. */
  readonly profile?: ProfileName | LatencyProfile | undefined;
  /** The share of calls that go wrong, 0 to 1. Default 0. */
  readonly faultRate?: number | undefined;
  /** What goes wrong in them. Default: everything. */
  readonly faults?: readonly FaultKind[] | undefined;
  /** What goes wrong in which call: wins over `faultRate`, and loses to the header `x-aqe-fault`. Calls count from 0 as they arrive. */
  readonly plan?:
    | ((callIndex: number, request: SimulatedRequest) => FaultKind | undefined)
    | undefined;
  readonly answer?: AnswerScript | undefined;
  /** The only API key that is let in. Default: everybody is. */
  readonly key?: string | undefined;
  readonly models?: readonly SimulatedModel[] | undefined;
  /** Prompts below this many tokens are not cached, as at the real provider. Default 1024. */
  readonly cacheMinimum?: number | undefined;
  /** What a 429 asks the client to wait, in seconds. Default 1. */
  readonly retryAfterS?: number | undefined;
  /** How late a `slow-first-token` is, in milliseconds. Default 5000. */
  readonly slowFirstTokenMs?: number | undefined;
  /** The largest request body. Default 32 MiB. */
  readonly maxBodyBytes?: number | undefined;
  /** Told of every call when it ends. */
  readonly onCall?: ((call: SimulatedCall) => void) | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  /** Default: the system's. */
  readonly scheduler?: Scheduler | undefined;
}

/**
 * `finished`: answered in full. `rejected`: the request was wrong. `failed`: a fault ended it. `aborted`: the client went away.
 */
export type CallOutcome = 'finished' | 'rejected' | 'failed' | 'aborted';

/** One call of `/v1/messages`, when it is over. */
export interface SimulatedCall {
  /** What the header `request-id` said. */
  readonly id: string;
  /** Counts from 0 as calls arrive. */
  readonly index: number;
  /** Undefined when the request could not be read. */
  readonly model: string | undefined;
  readonly stream: boolean;
  readonly attempt: number;
  readonly fault: FaultKind | undefined;
  /** The HTTP status; undefined when none was sent. */
  readonly status: number | undefined;
  readonly outcome: CallOutcome;
  /** What a real provider would bill: nothing for an error instead of an answer; else the input, and the output that was made until the end. */
  readonly billed: TokenUsage;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  readonly endedMs: number;
}

/** A server on the loopback interface that speaks the Anthropic Messages protocol. */
export interface Simulator {
  /** For `baseURL`: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  /** The calls that are over, in the order in which they ended; the newest 100,000 at least. */
  log(): readonly SimulatedCall[];
  /** Resolves when no call is going on. */
  idle(): Promise<void>;
  /** Ends every connection and stops. */
  close(): Promise<void>;
}
