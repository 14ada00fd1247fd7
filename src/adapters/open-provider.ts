import type { AnswerScript } from '../core/simulation.ts';
import type { Provider } from '../core/streaming/provider.ts';
import { anthropicProvider } from './anthropic/anthropic-provider.ts';

/** Who is to answer. */
type ProviderRequest =
  | {
      readonly kind: 'anthropic';
      readonly apiKey: string | undefined;
      readonly baseUrl: string | undefined;
    }
  | { readonly kind: 'simulator'; readonly answer: AnswerScript };

/**
 * Opens the real provider, or one that asks a simulator inside of this process: the same code, over the loopback
 * interface.
 */
export async function openProvider(
  request: ProviderRequest,
): Promise<{ readonly provider: Provider; close(): Promise<void> }> {
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
