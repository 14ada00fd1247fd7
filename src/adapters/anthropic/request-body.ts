import type { MessageCreateParams } from '@anthropic-ai/sdk/resources/messages';
import type { ModelRequest } from '../../core/streaming/provider.ts';

/** What is sent for a request. */
export function requestBody(
  { model, system, cacheSystem, messages, maxTokens }: ModelRequest,
  stream: boolean,
): MessageCreateParams {
  return {
    model,
    max_tokens: maxTokens,
    messages: messages.map(({ role, text }) => ({ role, content: text })),
    ...(system === undefined || system === '' ? {} : { system: systemOf(system, cacheSystem) }),
    stream,
  };
}

function systemOf(
  text: string,
  ttl: ModelRequest['cacheSystem'],
): Exclude<MessageCreateParams['system'], undefined> {
  if (ttl === undefined) return text;
  return [{ type: 'text', text, cache_control: { type: 'ephemeral', ttl } }];
}
