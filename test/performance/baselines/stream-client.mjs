// Streams from a Messages API, raw with the SDK or with askModel. Arguments: address, what to measure. The result goes to standard output as JSON.
import Anthropic from '@anthropic-ai/sdk';
import { anthropicProvider } from '../../../dist/adapters/anthropic/anthropic-provider.js';
import { systemScheduler } from '../../../dist/adapters/system-scheduler.js';
import { unrecordedMeter } from '../../../dist/core/cost/unrecorded-meter.js';
import { askModel } from '../../../dist/core/streaming/ask-model.js';

const [, , url, what] = process.argv;
const prices = {
  input: 3000,
  output: 15_000,
  cacheRead: 300,
  cacheWrite5m: 3750,
  cacheWrite1h: 6000,
};
const client = new Anthropic({ apiKey: 'key', baseURL: url, maxRetries: 0, logLevel: 'off' });
const ports = {
  provider: await anthropicProvider({ apiKey: 'key', baseUrl: url }),
  meter: unrecordedMeter({ prices, source: 'bench' }),
  scheduler: systemScheduler,
  random: Math.random,
};
const settings = {
  bufferSize: 1024,
  backpressureThreshold: 0.8,
  timeoutMs: 30_000,
  maxRetries: 3,
  backoffMs: 1000,
  backoffMultiplier: 2,
};
const model = {
  name: 'bench',
  model: 'bench',
  provider: 'anthropic',
  prices,
  priceSource: 'bench',
};
const identity = {
  taskId: 'bench',
  taskType: 'bench',
  agentType: 'bench',
  variant: 'stable',
  purpose: 'answer',
};

function events(words) {
  return askModel(
    {
      streamId: 'bench',
      identity,
      model,
      request: { messages: [{ role: 'user', text: String(words) }], maxTokens: 10_000_000 },
      streamed: true,
      settings,
      signal: new AbortController().signal,
    },
    ports,
  );
}

/** @returns pieces of text, and milliseconds to the first one */
async function ours(words) {
  const started = performance.now();
  let first;
  let pieces = 0;
  for await (const event of events(words)) {
    if (event.type === 'failed') throw event.cause;
    if (event.type !== 'text') continue;
    first ??= performance.now() - started;
    pieces += 1;
  }
  return { first, pieces };
}

async function raw(words) {
  const started = performance.now();
  let first;
  let pieces = 0;
  const stream = await client.messages.create(
    {
      model: 'bench',
      max_tokens: 10_000_000,
      messages: [{ role: 'user', content: String(words) }],
      stream: true,
    },
    // As everybody has to who lets a user stop it.
    { signal: new AbortController().signal },
  );
  for await (const event of stream) {
    if (event.type !== 'content_block_delta' || event.delta.type !== 'text_delta') continue;
    first ??= performance.now() - started;
    pieces += 1;
  }
  return { first, pieces };
}

const both = { raw, ours };

/** Both in turns, so that a slow moment of the machine hits them alike. */
async function inTurns(rounds, measure) {
  const results = { raw: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? ['raw', 'ours'] : ['ours', 'raw']) {
      results[name].push(await measure(both[name]));
    }
  }
  return results;
}

async function timed(work) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const count = await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: count / seconds, cpuMicros: (user + system) / count };
}

async function load(ask) {
  let left = 320;
  const worker = async () => {
    for (; left > 0;) {
      left -= 1;
      await ask(20);
    }
  };
  await Promise.all(Array.from({ length: 32 }, worker));
  return 320;
}

async function megabytesAfter(ms) {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
  globalThis.gc();
  return process.memoryUsage().rss / 1e6;
}

async function stopped() {
  const iterator = events(400_000)[Symbol.asyncIterator]();
  for (let read = 0; read < 10; read += 1) await iterator.next();
  const early = await megabytesAfter(1500);
  const late = await megabytesAfter(3000);
  let last;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    last = next.value;
  }
  return { early, late, characters: last.text.length, attempts: last.attempts.length };
}

const measures = {
  first: async () => {
    await inTurns(20, (ask) => ask(5));
    return inTurns(200, async (ask) => (await ask(5)).first);
  },
  chunks: async () => {
    await inTurns(2, (ask) => ask(2000));
    return inTurns(10, (ask) => timed(async () => (await ask(10_000)).pieces));
  },
  requests: async () => {
    await inTurns(2, load);
    return inTurns(8, (ask) => timed(() => load(ask)));
  },
  concurrent: async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => ours(500)));
    return { streams: all.length, pieces: all.reduce((sum, { pieces }) => sum + pieces, 0) };
  },
  stopped,
};

process.stdout.write(`${JSON.stringify(await measures[what]())}\n`);
