import type { Catalogue, ModelEntry, ModelTier } from '../../src/core/cost/catalogue.ts';

function entry(
  id: string,
  tier: ModelTier,
  [input, output]: [number, number],
  endsOn?: string,
): ModelEntry {
  return {
    id,
    provider: 'anthropic',
    tier,
    prices: {
      input,
      output,
      cacheRead: input / 10,
      cacheWrite5m: input * 1.25,
      cacheWrite1h: input * 2,
    },
    contextWindow: 200_000,
    lifecycle: endsOn === undefined ? {} : { endsOn },
  };
}

const entries: readonly ModelEntry[] = [
  entry('test-haiku', 'haiku', [1000, 5000]),
  entry('claude-sonnet-4-5-20250929', 'sonnet', [3000, 15_000], '2026-11-30'),
  entry('test-sonnet', 'sonnet', [3000, 15_000]),
  entry('claude-opus-4-20250514', 'opus', [15_000, 75_000], '2026-06-15'),
  entry('test-opus', 'opus', [5000, 25_000]),
];

/** Five models that never change, for tests of everything but the catalogue. */
export const testCatalogue: Catalogue = {
  source: 'test',
  asOf: '2026-11-01',
  find: (id) => entries.find((candidate) => candidate.id === id),
  list: () => entries,
  current: (tier) => {
    const found = entries.find((candidate) => candidate.id === `test-${tier}`);
    if (found === undefined) throw new Error(`no test model for ${tier}`);
    return found;
  },
};
