import { describe, expect, it } from 'vitest';
import { type CatalogueData, createCatalogue } from '../../../../src/core/cost/create-catalogue.ts';

const prices = {
  input: 3000,
  output: 15_000,
  cacheRead: 300,
  cacheWrite5m: 3750,
  cacheWrite1h: 6000,
};

const data: CatalogueData = {
  asOf: '2026-11-23',
  provider: 'anthropic',
  sources: { prices: { name: 'price-list', version: '1.2.3' }, sdk: { name: 'handbook' } },
  models: [
    { id: 'fable', lifecycle: {} },
    {
      id: 'opus-dream',
      tier: 'opus',
      prices,
      referencePrices: true,
      lifecycle: { neverExisted: true },
    },
    { id: 'opus-old', tier: 'opus', prices, lifecycle: { endsOn: '2026-01-01' } },
    { id: 'sonnet-new', tier: 'sonnet', lifecycle: {} },
    {
      id: 'sonnet-2',
      aliases: ['sonnet-latest'],
      tier: 'sonnet',
      prices,
      contextWindow: 200_000,
      lifecycle: {},
    },
    { id: 'sonnet-1', tier: 'sonnet', prices, lifecycle: {} },
    { id: 'haiku', tier: 'haiku', prices, lifecycle: {} },
  ],
};

describe(createCatalogue, () => {
  const catalogue = createCatalogue(data);

  it('says where the data comes from', () => {
    expect(catalogue).toMatchObject({ source: 'price-list 1.2.3, handbook', asOf: '2026-11-23' });
  });

  it('lists the cheapest tier first and keeps the order within a tier', () => {
    expect(catalogue.list().map(({ id }) => id)).toEqual([
      'haiku',
      'sonnet-new',
      'sonnet-2',
      'sonnet-1',
      'opus-dream',
      'opus-old',
      'fable',
    ]);
  });

  it.each(['sonnet-2', 'sonnet-latest'])('finds a model as %s', (name) => {
    expect(catalogue.find(name)).toEqual({
      id: 'sonnet-2',
      aliases: ['sonnet-latest'],
      provider: 'anthropic',
      tier: 'sonnet',
      prices,
      contextWindow: 200_000,
      lifecycle: {},
    });
  });

  it('does not take an id for a longer one', () => {
    expect(catalogue.find('sonnet')).toBeUndefined();
  });

  it('passes over a newer model whose price is not known', () => {
    expect(catalogue.current('sonnet').id).toBe('sonnet-2');
  });

  it('never offers a model that ended or never was', () => {
    expect(() => catalogue.current('opus')).toThrow('the catalogue has no current opus model');
  });
});
