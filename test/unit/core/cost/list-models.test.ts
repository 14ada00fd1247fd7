import { describe, expect, it } from 'vitest';
import { createCatalogue } from '../../../../src/core/cost/create-catalogue.ts';
import { listModels } from '../../../../src/core/cost/list-models.ts';

const prices = { input: 10, output: 50, cacheRead: 1, cacheWrite5m: 12, cacheWrite1h: 20 };
const longContext = { fromInputTokens: 200_000, prices: { ...prices, input: 20 } };

const catalogue = createCatalogue({
  asOf: '2026-11-23',
  provider: 'anthropic',
  sources: { prices: { name: 'price-list' }, sdk: { name: 'handbook' } },
  models: [
    { id: 'h', tier: 'haiku', prices, lifecycle: {} },
    {
      id: 'h-dream',
      tier: 'haiku',
      prices,
      referencePrices: true,
      lifecycle: { neverExisted: true },
    },
    {
      id: 's',
      aliases: ['s-latest'],
      tier: 'sonnet',
      prices,
      longContext,
      contextWindow: 1e6,
      lifecycle: {},
    },
    { id: 'o', tier: 'opus', prices, lifecycle: {} },
    { id: 'o-late', tier: 'opus', prices, lifecycle: { endsOn: '2026-11-30' } },
    { id: 'o-gone', tier: 'opus', prices, lifecycle: { endsOn: '2026-06-15' } },
    { id: 'f', lifecycle: {} },
  ],
});

const left: Readonly<Record<string, number>> = { '2026-11-30': 7, '2026-06-15': -161 };
const daysLeft = (day: string): number => left[day] ?? 0;

describe(listModels, () => {
  it('leaves out what does not answer', () => {
    const { models } = listModels(catalogue, { all: false, daysLeft });
    expect(models.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'h current',
      's current',
      'o current',
      'o-late ending',
      'f current',
    ]);
  });

  it('lists everything of one tier', () => {
    const { models } = listModels(catalogue, { tier: 'opus', all: true, daysLeft });
    expect(models.map(({ id, status, endsOn }) => ({ id, status, endsOn }))).toEqual([
      { id: 'o', status: 'current', endsOn: null },
      { id: 'o-late', status: 'ending', endsOn: '2026-11-30' },
      { id: 'o-gone', status: 'retired', endsOn: '2026-06-15' },
    ]);
  });

  it('says what it knows of a model', () => {
    const { models } = listModels(catalogue, { tier: 'sonnet', all: false, daysLeft });
    expect(models).toEqual([
      {
        id: 's',
        aliases: ['s-latest'],
        provider: 'anthropic',
        tier: 'sonnet',
        status: 'current',
        endsOn: null,
        prices,
        referencePrices: false,
        longContext,
        contextWindow: 1e6,
      },
    ]);
  });

  it('gives null for what it does not know, never 0', () => {
    const { models } = listModels(catalogue, { all: true, daysLeft });
    expect(models.at(-1)).toMatchObject({ id: 'f', tier: null, prices: null, contextWindow: null });
  });

  it('marks prices that nobody ever charged', () => {
    const { models } = listModels(catalogue, { tier: 'haiku', all: true, daysLeft });
    expect(models.map(({ id, referencePrices }) => [id, referencePrices])).toEqual([
      ['h', false],
      ['h-dream', true],
    ]);
  });

  it('names the source and the current id of every tier', () => {
    expect(listModels(catalogue, { all: false, daysLeft })).toMatchObject({
      source: 'price-list, handbook',
      asOf: '2026-11-23',
      current: { haiku: 'h', sonnet: 's', opus: 'o' },
    });
  });
});
