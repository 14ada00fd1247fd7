import {
  type ModelRequest,
  type Provider,
  type ProviderChunk,
  ProviderFailure,
} from '../../core/streaming/provider.ts';
import { EventDecoder } from './event-decoder.ts';
import { type AnthropicSettings, MessagesClient } from './messages-client.ts';
import { readMessage } from './read-message.ts';
import { bodyFailure } from './request-failure.ts';

/** Asks a Messages API: Anthropic's, or whatever speaks the same at another address. */
export function anthropicProvider(settings: AnthropicSettings): Provider {
  const client = new MessagesClient(settings);
  const simulated = settings.simulated ?? false;
  return {
    name: simulated ? 'simulator' : 'anthropic',
    simulated,
    async send(request, signal) {
      const response = await client.post(request, { stream: false, signal });
      return readMessage(await textIn(response, signal));
    },
    stream: (request, signal) => chunksOf(client, request, signal),
  };
}

async function textIn(response: Response, signal: AbortSignal): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw bodyFailure(error, signal);
  }
}

async function* chunksOf(
  client: MessagesClient,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ProviderChunk> {
  const response = await client.post(request, { stream: true, signal });
  const decoder = new EventDecoder();
  try {
    for await (const { data } of await client.events(response)) {
      if (data !== '') yield decoder.decode(data);
    }
  } catch (error) {
    throw error instanceof ProviderFailure ? error : bodyFailure(error, signal);
  }
}
