import type { TokenUsage } from '../../core/cost/token-usage.ts';
import type { Verdict } from '../../core/escalation/verdict.ts';
import type { ModelMessage, ModelRequest } from '../../core/streaming/provider.ts';

/** What an agent asks a model. */
export interface ModelQuestion {
  readonly messages: readonly ModelMessage[];
  /** The role and the rules. */
  readonly system?: string | undefined;
  /** Output tokens at the most. Default 4096. */
  readonly maxTokens?: number | undefined;
  /** How long the provider may keep `system`, for agents that ask often with the same long one. Default: not at all. */
  readonly cacheSystem?: ModelRequest['cacheSystem'];
  /**
   * Says whether an answer is good. Where `routing.escalation` is on and the router chose freely, cheap models are asked first, and a stronger one with the
   * findings when an answer is not accepted. Else nobody calls it.
   * @param signal ends the task, and so the look at its answer
   */
  readonly verify?: ((answer: string, signal: AbortSignal) => Promise<Verdict>) | undefined;
}

/** What a model answered. */
export interface ModelAnswer {
  readonly text: string;
  /** `max_tokens` means that the answer was cut short. */
  readonly stopReason: string;
  /** The name in the configuration of the model that answered. */
  readonly modelName: string;
  readonly usage: TokenUsage;
  /** Nano-dollars, all attempts together. */
  readonly cost: number;
}

/** What an answer may be long, unless the question says otherwise. */
export const ANSWER_TOKENS = 4096;

/** A question with nothing left open; a text is the whole of it. */
export function asQuestion(
  question: string | ModelQuestion,
): ModelQuestion & { readonly maxTokens: number } {
  const { maxTokens = ANSWER_TOKENS, ...rest } =
    typeof question === 'string'
      ? { messages: [{ role: 'user' as const, text: question }] }
      : question;
  return { ...rest, maxTokens };
}
