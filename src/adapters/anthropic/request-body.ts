import type { MessageCreateParams } from '@anthropic-ai/sdk/resources/messages';
import type { ModelRequest } from '../../core/streaming/provider.ts';

/** What is sent for a request. */
export function requestBody(
  { model, system, messages, maxTokens }: ModelRequest,
  stream: boolean,
): MessageCreateParams {
  return {
    model,
    max_tokens: maxTokens,
    messages: messages.map(({ role, text }) => ({ role, content: text })),
    ...(system === undefined ? {} : { system }),
    stream,
  };
}
