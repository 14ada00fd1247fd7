import type { OpenProvider, ProviderRequest } from '../core/open-provider.ts';
import { anthropicProvider } from './anthropic/anthropic-provider.ts';

/**
 * Opens the real provider, or one that asks a simulator inside of this process: the same code, over the loopback
 * interface.
 */
export async function openProvider(request: ProviderRequest): Promise<OpenProvider> {
  if (request.kind === 'anthropic') {
    return { provider: await anthropicProvider(request), close: async () => undefined };
  }
  const { startSimulator } = await import('./simulator/start-simulator.ts');
  const simulator = await startSimulator({ profile: 'fast', answer: request.answer });
  return {
    provider: await anthropicProvider({
      apiKey: 'simulated',
      baseUrl: simulator.url,
      simulated: true,
    }),
    close: async () => simulator.close(),
  };
}
