// Fills the prices and context windows of config/models.json from @pydantic/genai-prices.
// Everything else in that file is kept by hand. `--check` writes nothing and exits 1 when it would.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { calcPrice, findProvider } from '@pydantic/genai-prices';

const [, , mode] = process.argv;
const file = new URL('../config/models.json', import.meta.url);
const before = JSON.parse(readFileSync(file, 'utf8'));
const after = updated(before);

if (JSON.stringify(after) === JSON.stringify(before)) {
  process.stdout.write('config/models.json is up to date\n');
} else if (mode === '--check') {
  process.stderr.write('config/models.json is out of date: npm run models:update\n');
  process.exitCode = 1;
} else {
  writeFileSync(file, `${JSON.stringify(after, null, 2)}\n`);
  process.stdout.write('config/models.json was updated; review it, and the life cycles with it\n');
}

function updated(data) {
  const prices = { ...data.sources.prices, version: installedVersion() };
  const models = data.models.map((model) => updateModel(model, new Date(data.asOf)));
  return { ...data, sources: { ...data.sources, prices }, models };
}

/** The package does not export its package.json. */
function installedVersion() {
  const entry = createRequire(import.meta.url).resolve('@pydantic/genai-prices');
  return JSON.parse(readFileSync(new URL('../package.json', `file://${entry}`), 'utf8')).version;
}

function updateModel(model, day) {
  if (model.pricedAs === undefined) return model;
  const { contextWindow, prices, longContext } = published(model.pricedAs, day);
  const { lifecycle, longContext: _, ...rest } = model;
  return { ...rest, contextWindow, prices, ...(longContext && { longContext }), lifecycle };
}

function published(id, day) {
  const model = findProvider({ providerId: 'anthropic' }).models.find((known) => known.id === id);
  if (model === undefined) throw new Error(`${id} is not in @pydantic/genai-prices`);
  const { context_window: contextWindow } = model;
  // Its matching is by prefix: a newer model could be taken for an older one.
  const found = calcPrice({}, id, { providerId: 'anthropic', timestamp: day });
  if (found?.model.id !== id) throw new Error(`${id} is matched as ${found?.model.id}`);
  const start = tierStart(found.model_price);
  return {
    contextWindow,
    prices: pricesFrom(found.model_price, 0),
    // A tier beyond the window is history.
    longContext:
      start === undefined || start >= contextWindow
        ? undefined
        : { fromInputTokens: start, prices: pricesFrom(found.model_price, start) },
  };
}

function pricesFrom(price, tokens) {
  const at = (key) => nanoDollarsPerToken(priceAt(price[key], tokens), key);
  return {
    input: at('input_mtok'),
    output: at('output_mtok'),
    cacheRead: at('cache_read_mtok'),
    cacheWrite5m: at('cache_write_mtok'),
    cacheWrite1h: at('cache_write_1h_mtok'),
  };
}

function priceAt(price, tokens) {
  if (typeof price !== 'object') return price;
  return price.tiers.findLast(({ start }) => start <= tokens)?.price ?? price.base;
}

/** The number of the first price step, which must be the only one. */
function tierStart(price) {
  const starts = Object.values(price).flatMap(
    (value) => value.tiers?.map(({ start }) => start) ?? [],
  );
  const [start, ...others] = new Set(starts);
  if (others.length > 0) throw new Error(`more than one price step: ${starts.join(', ')}`);
  return start;
}

/** A dollar per million tokens is 1,000 nano-dollars per token; moved in the text, so that nothing is rounded. */
function nanoDollarsPerToken(dollars, key) {
  const match = /^(\d+)(?:\.(\d{1,3}))?$/.exec(String(dollars));
  if (match === null) throw new Error(`${key}: ${dollars} is no whole number of nano-dollars`);
  return Number(`${match[1]}${(match[2] ?? '').padEnd(3, '0')}`);
}
