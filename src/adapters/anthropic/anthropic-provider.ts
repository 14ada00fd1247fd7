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

/**
 * Asks a Messages API: Anthropic's, or whatever speaks the same at another address. Loads the SDK now, so that no request has to wait for it.
 */
export async function anthropicProvider(settings: AnthropicSettings): Promise<Provider> {
  const client = await MessagesClient.open(settings);
  const simulated = settings.simulated ?? false;
  return {
    name: simulated ? 'simulator' : 'anthropic',
    simulated,
    send: async (request, signal) => readMessage(await client.text(request, signal)),
    stream: (request, signal) => chunksOf(client, request, signal),
  };
}

async function* chunksOf(
  client: MessagesClient,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ProviderChunk> {
  const decoder = new EventDecoder();
  try {
    for await (const { data } of await client.events(request, signal)) {
      if (data !== '') yield decoder.decode(data);
    }
  } catch (error) {
    throw error instanceof ProviderFailure ? error : bodyFailure(error, signal);
  }
}
