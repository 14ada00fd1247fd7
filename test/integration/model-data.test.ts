import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { calcPrice, type Usage } from '@pydantic/genai-prices';
import { describe, expect, it } from 'vitest';
import { openCatalogue } from '../../src/adapters/model-catalogue.ts';
import type { TokenPrices } from '../../src/core/cost/catalogue.ts';
import { expectJson } from '../helpers/schema.ts';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'config/models.json'), 'utf8');

/** What the maintainers' tools and these tests read of config/models.json. */
interface Curated {
  readonly asOf: string;
  readonly sources: Readonly<Record<string, object>>;
  readonly models: readonly {
    readonly id: string;
    readonly aliases?: readonly string[];
    readonly pricedAs?: string;
    readonly prices?: TokenPrices;
    readonly lifecycle: { readonly source: string };
  }[];
}
const data: Curated = JSON.parse(text);
const priced = data.models.flatMap(({ id, pricedAs, prices }) =>
  pricedAs === undefined || prices === undefined ? [] : [{ id, pricedAs, prices }],
);

/** Below every price step. */
const TOKENS = 100_000;
const PER_MILLION = 10;
/** One kind of token each; cached tokens count as input, too. */
const usages: readonly (readonly [keyof TokenPrices, Usage])[] = [
  ['input', { input_tokens: TOKENS }],
  ['output', { output_tokens: TOKENS }],
  ['cacheRead', { input_tokens: TOKENS, cache_read_tokens: TOKENS }],
  ['cacheWrite5m', { input_tokens: TOKENS, cache_write_tokens: TOKENS }],
  [
    'cacheWrite1h',
    { input_tokens: TOKENS, cache_write_tokens: TOKENS, cache_write_1h_tokens: TOKENS },
  ],
];

describe('config/models.json', () => {
  it('fits its schema', () => {
    expect(expectJson(text, 'models')).toEqual(data);
  });

  it('is what the installed price package says', async () => {
    const check = promisify(execFile)(process.execPath, ['scripts/update-models.mjs', '--check'], {
      cwd: root,
    });
    await expect(check).resolves.toMatchObject({ stdout: 'config/models.json is up to date\n' });
  });

  it.each(priced)('bills $id as the price package does', ({ pricedAs, prices }) => {
    const options = { providerId: 'anthropic', timestamp: new Date(data.asOf) };
    const billed = usages.map(([kind, usage]) => [
      kind,
      expect.closeTo((calcPrice(usage, pricedAs, options)?.total_price ?? 0) * PER_MILLION, 6),
    ]);
    expect(usages.map(([kind]) => [kind, prices[kind] / 1000])).toEqual(billed);
  });

  it('has a price only from the package, or marked as a document’s', () => {
    const own = data.models.filter(
      ({ pricedAs, prices }) => pricedAs === undefined && prices !== undefined,
    );
    expect(own).toMatchObject([{ id: 'claude-haiku-4-20250110', referencePrices: true }]);
  });

  it('names a listed source for every life cycle', () => {
    const known = Object.keys(data.sources);
    const others = data.models.filter(({ lifecycle }) => !known.includes(lifecycle.source));
    expect(others).toEqual([]);
  });

  it('has every name once', () => {
    const names = data.models.flatMap(({ id, aliases = [] }) => [id].concat(aliases));
    expect(names).toEqual([...new Set(names)]);
  });
});

describe(openCatalogue, () => {
  it.each([
    ['claude-opus-4-20250514', { endsOn: '2026-06-15' }, { input: 15_000, output: 75_000 }],
    ['claude-sonnet-4-5', { endsOn: '2026-11-30' }, { input: 3000, output: 15_000 }],
    ['claude-haiku-4-20250110', { neverExisted: true }, { input: 800, output: 4000 }],
  ])('knows the model %s of the design documents', async (id, lifecycle, prices) => {
    expect((await openCatalogue()).find(id)).toMatchObject({ lifecycle, prices });
  });

  it('does not price a model by its namesake', async () => {
    const catalogue = await openCatalogue();
    expect(catalogue.find('claude-sonnet-5')?.prices).toBeDefined();
    expect(catalogue.find('claude-sonnet-5-5')).toMatchObject({ prices: undefined });
  });

  it.each(['haiku', 'sonnet', 'opus'] as const)('has a current %s', async (tier) => {
    const { tier: own, prices, lifecycle } = (await openCatalogue()).current(tier);
    expect(own).toBe(tier);
    expect(prices).toBeDefined();
    expect(lifecycle).toEqual({});
  });
});
