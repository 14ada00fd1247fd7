import type { Entry } from '../../config/document/edits/entry.ts';
import type { Catalogue, ModelEntry, ModelTier } from '../../core/cost/catalogue.ts';

/** `documented`: the ids of the 1.0.5 design documents; `current`: ids that answer today. */
export type ModelChoice = 'documented' | 'current';

/** The feature flags of 1.0.5, off. */
export const NEW_FEATURES = { multiModelRouter: false, streaming: false } as const;

/** The streaming section of 1.0.5, off. */
const NEW_STREAMING = {
  enabled: false,
  bufferSize: 1024,
  backpressureThreshold: 0.8,
  timeoutMs: 30_000,
  retryConfig: { maxRetries: 3, backoffMs: 1000, backoffMultiplier: 2 },
} as const;

/** Stands in the comment, so that an undo without a backup knows that something is missing. */
export const AI_TAKEN_OUT = ' (which took the ai block out)';

/**
 * The `features` section as an entry of the root.
 * @param tookAiOut true when the file had an `ai` block
 */
export function featuresEntry(tookAiOut: boolean): Entry {
  const author = `aqe migrate-config${tookAiOut ? AI_TAKEN_OUT : ''}`;
  const comment = `Feature flags of 1.0.5, added by ${author}. Everything new is off.`;
  return { key: 'features', value: NEW_FEATURES, comment };
}

/** The `routing` section as an entry of the root. */
export function routingEntry(
  defaultModel: string,
  models: ModelChoice,
  catalogue: Catalogue,
): Entry {
  const comment = 'Multi-model routing, off. Prices are US dollars per 1,000 tokens.';
  return { key: 'routing', value: newRouting(defaultModel, models, catalogue), comment };
}

/** The `streaming` section as an entry of the root. */
export function streamingEntry(): Entry {
  return { key: 'streaming', value: NEW_STREAMING, comment: 'Streaming, off.' };
}

/** All that a migration adds to a file that has none of it and no `ai` block. */
export function newEntries(models: ModelChoice, catalogue: Catalogue): Entry[] {
  return [featuresEntry(false), routingEntry(DEFAULT_MODEL, models, catalogue), streamingEntry()];
}

/** The default of the documents, used where 1.0.4 names no model. */
export const DEFAULT_MODEL = 'claude-sonnet-4.5';

interface DocumentedTier {
  readonly tier: ModelTier;
  readonly name: string;
  readonly id: string;
  /** US dollars per 1,000 tokens. The documents give the price per million under this key. */
  readonly costPer1kTokens: { readonly input: number; readonly output: number };
  readonly complexityRange: { readonly min: number; readonly max: number };
}

/** The three tiers of the documents, with the prices mended (FACTS: they are per million there). */
export const documentedTiers: readonly DocumentedTier[] = [
  {
    tier: 'opus',
    name: 'claude-opus-4',
    id: 'claude-opus-4-20250514',
    costPer1kTokens: { input: 0.015, output: 0.075 },
    complexityRange: { min: 0.7, max: 1 },
  },
  {
    tier: 'sonnet',
    name: 'claude-sonnet-4.5',
    id: 'claude-sonnet-4-5-20250929',
    costPer1kTokens: { input: 0.003, output: 0.015 },
    complexityRange: { min: 0.3, max: 0.8 },
  },
  {
    tier: 'haiku',
    name: 'claude-haiku-4',
    id: 'claude-haiku-4-20250110',
    costPer1kTokens: { input: 0.0008, output: 0.004 },
    complexityRange: { min: 0, max: 0.4 },
  },
];

const CONTEXT_TOKENS = 200_000;
const NANO_PER_DOLLAR = 1e9;
const TOKENS_OF_PRICE = 1000;

/** The catalogue gives ids and prices for `current`. */
function newRouting(defaultModel: string, models: ModelChoice, catalogue: Catalogue): object {
  return {
    enabled: false,
    defaultModel,
    models: documentedTiers.map((tier) =>
      modelOf(tier, models === 'current' ? catalogue.current(tier.tier) : undefined),
    ),
    complexity: { tokenWeighting: 0.4, structureWeighting: 0.3, contextWeighting: 0.3 },
    costTracking: {
      enabled: false,
      budgetLimits: { daily: 100, monthly: 2000 },
      alertThresholds: { dailyPercent: 80, monthlyPercent: 90 },
    },
  };
}

/** The tier's name stays whatever the id: it is what the rest of the configuration refers to. */
function modelOf(tier: DocumentedTier, current: ModelEntry | undefined): object {
  return {
    name: tier.name,
    provider: 'anthropic',
    model: current?.id ?? tier.id,
    capabilities: {
      maxTokens: current?.contextWindow ?? CONTEXT_TOKENS,
      supportsStreaming: true,
      costPer1kTokens:
        current?.prices === undefined ? { ...tier.costPer1kTokens } : per1k(current.prices),
    },
    complexityRange: { ...tier.complexityRange },
    enabled: true,
  };
}

function per1k({ input, output }: { readonly input: number; readonly output: number }): object {
  return { input: dollarsPer1k(input), output: dollarsPer1k(output) };
}

function dollarsPer1k(nanoPerToken: number): number {
  return (nanoPerToken * TOKENS_OF_PRICE) / NANO_PER_DOLLAR;
}
