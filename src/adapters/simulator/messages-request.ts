import type { SimulatedRequest } from '../../core/simulation.ts';
import type { Fields } from './fields.ts';

/** How long a cache entry lives. */
export type CacheTtl = '5m' | '1h';

/** A piece of the prompt, in the order in which caching sees it: tools, system prompt, messages. */
export interface Segment {
  /** Equal for equal content, whatever its cache mark. */
  readonly content: string;
  readonly tokens: number;
  /** Set where the client wants the prompt cached up to here. */
  readonly cache: CacheTtl | undefined;
}

/** A tool that the client offers. */
export interface ToolDefinition {
  readonly name: string;
  readonly inputSchema: Fields;
}

/** Whether tools must, may or must not be used; a name forces that tool. */
export type ToolChoice =
  | { readonly kind: 'auto' | 'any' | 'none' }
  | { readonly kind: 'tool'; readonly name: string };

/** `omitted`: the model thinks, and the client sees the signature only. */
export type Thinking = 'off' | 'shown' | 'omitted';

/** A request that fits the protocol. */
export interface MessagesRequest extends SimulatedRequest {
  readonly segments: readonly Segment[];
  readonly toolDefinitions: readonly ToolDefinition[];
  readonly toolChoice: ToolChoice;
  /** The last turn brings results of tools. */
  readonly hasToolResult: boolean;
  readonly thinking: Thinking;
  readonly stopSequences: readonly string[];
  /** What the answer has to fit, where the client asks for JSON. */
  readonly outputSchema: Fields | undefined;
}
