import type { FleetSettings } from '../config/settings/fleet-settings.ts';
import type { ProviderRequest } from '../core/open-provider.ts';
import type { RoutedModel } from '../core/routing/routed-model.ts';
import { AqeError } from '../errors.ts';
import { simulatedAnswer } from './results/simulated-answer.ts';

type ProviderName = 'anthropic' | 'simulator' | undefined;

/**
 * Whether the simulator answers: when it is asked for, and when nobody gave a key or an address for the real API.
 * @throws AqeError PROVIDER_UNAUTHORIZED when the real one is asked for and there is no way to it
 */
export function isSimulated(asked: ProviderName, { provider, routing }: FleetSettings): boolean {
  if (asked === 'simulator') return true;
  const { apiKey, baseUrl } = provider;
  const addressed = routing.models.some((model) => model.baseUrl !== undefined);
  if (apiKey !== undefined || baseUrl !== undefined || addressed) return false;
  if (asked === undefined) return true;
  throw new AqeError('PROVIDER_UNAUTHORIZED', 'there is no key for the Messages API', {
    hint: 'Set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL for a server that needs no key.',
  });
}

/** Who answers for a model; its own address comes before the general one. */
export function providerRequest(
  { simulated, settings }: ProviderChoice,
  model: Pick<RoutedModel, 'baseUrl'>,
): ProviderRequest {
  if (simulated) return { kind: 'simulator', answer: ({ system }) => simulatedAnswer(system) };
  const { apiKey, baseUrl } = settings.provider;
  return { kind: 'anthropic', apiKey, baseUrl: model.baseUrl ?? baseUrl };
}

interface ProviderChoice {
  readonly simulated: boolean;
  readonly settings: Pick<FleetSettings, 'provider'>;
}

/** What users must be told when nobody real answers. */
export const SIMULATED_NOTICE =
  'The answer is simulated: no model is asked. Set ANTHROPIC_API_KEY for real answers.';
