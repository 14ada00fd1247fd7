import { setTimeout as sleep } from 'node:timers/promises';
import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, it } from 'vitest';
import { openPostgresStore } from '../../src/adapters/store-postgres/open-postgres-store.ts';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { valueAt } from '../../src/config/values.ts';
import type { LedgerEntry } from '../../src/core/cost/budget-store.ts';
import type { FleetStore } from '../../src/core/fleet-store.ts';
import type { FaultKind } from '../../src/core/simulation.ts';
import { report } from '../helpers/bench.ts';
import { entriesOf } from '../helpers/budget-requests.ts';
import { postgresFolder, startPostgres } from '../helpers/postgres.ts';
import { newPlace, query } from '../helpers/postgres-place.ts';
import { project } from '../helpers/project.ts';
import { type ServeProcess, serveProcess } from '../helpers/serve-process.ts';
import { ask } from '../helpers/served.ts';
import { type SimulatorProcess, simulatorProcess } from '../helpers/simulator-process.ts';
import { type ClientTask, taskClients } from '../helpers/task-clients.ts';

const MINUTES = 60_000;
const CLIENTS = 64;
const SOAK_MS = 60_000;
const RAW_MS = 10_000;
/** What tells the calls of the SDK alone from the others: the simulator answers for any name. */
const RAW_MODEL = 'claude-raw';

const types = [
  'general',
  'test-generator',
  'coverage-analyzer',
  'quality-gate',
  'security-scanner',
  'performance-tester',
  'flaky-test-hunter',
  'test-executor',
];
const answer = 'The parser needs tests for empty input, nested lists and unclosed quotes. '.repeat(
  12,
);

function fleet(database: object, maxAgents: number): string {
  const pools = types.map((type) => `{type: ${type}, count: ${maxAgents / types.length}}`);
  return `fleet: {id: soak, maxAgents: ${maxAgents}}
agents: [${pools.join(', ')}]
database: ${JSON.stringify(database)}
features: {multiModelRouter: true, streaming: true}
routing: {enabled: true, costTracking: {enabled: true, budgetLimits: {daily: 5000}}}
streaming: {enabled: true, timeoutMs: 3000, retryConfig: {maxRetries: 5, backoffMs: 50, backoffMultiplier: 2}}
api: {rateLimit: {windowMs: 60000, max: 10000000}}
`;
}

/** What the official SDK can see, too: with a stall it would wait for minutes. */
const faults: readonly FaultKind[] = [
  'rate-limited',
  'overloaded',
  'server-error',
  'overloaded-in-stream',
  'cut-before-first',
  'cut-mid-text',
  'end-without-stop',
  'malformed-json',
];

interface Soak {
  readonly dir: string;
  readonly simulator: SimulatorProcess;
  readonly env: Readonly<Record<string, string>>;
}

async function soak(
  config: string,
  { profile, kinds }: { readonly profile: string; readonly kinds: readonly FaultKind[] },
): Promise<Soak> {
  const { dir, path } = project({
    'config/fleet.yaml': config,
    'answers.jsonl': JSON.stringify({ text: answer }),
  });
  const script = ['--script', path('answers.jsonl')];
  const wrong = ['--fault-rate', '0.02', '--fault', ...kinds];
  const simulator = await simulatorProcess(['--profile', profile, ...script, ...wrong]);
  const env = { ANTHROPIC_BASE_URL: simulator.url, ANTHROPIC_API_KEY: 'any' };
  return { dir, simulator, env };
}

/** Whole answers a second for clients of the official SDK, which ask again when something goes wrong. */
async function rawRate(baseURL: string): Promise<number> {
  const client = new Anthropic({ apiKey: 'any', baseURL, maxRetries: 0, logLevel: 'off' });
  const startedAt = performance.now();
  let answers = 0;
  const work = async (index: number): Promise<void> => {
    for (let count = 0; performance.now() - startedAt < RAW_MS; count += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one question after the other
      const isWhole = await oneAnswer(client, `Say hello to ${index}.${count}`).catch(() => false);
      if (isWhole) answers += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, async (_, index) => work(index)));
  return answers / ((performance.now() - startedAt) / 1000);
}

async function oneAnswer(client: Anthropic, content: string): Promise<boolean> {
  const model = RAW_MODEL;
  const messages = [{ role: 'user' as const, content }];
  const request = { model, max_tokens: 4096, stream: true as const, messages };
  let isWhole = false;
  for await (const event of await client.messages.create(request)) {
    isWhole ||= event.type === 'message_stop';
  }
  return isWhole;
}

const body = (name: string): object => ({
  type: types[name.length % types.length],
  description: `Say hello to ${name}`,
});

/** Seconds of the slowest agent, by its bucket; bytes. */
async function gauges(url: string): Promise<{ readonly spawn: boolean; readonly memory: number }> {
  const text = String((await ask(`${url}/metrics`)).body);
  const memory = Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
  const quick = sumOf(text, /^aqe_agent_spawn_seconds_bucket\{.*le="0\.1".*\} (\S+)$/gm);
  const all = sumOf(text, /^aqe_agent_spawn_seconds_count\{.*\} (\S+)$/gm);
  return { spawn: all > 0 && quick === all, memory };
}

function sumOf(text: string, lines: RegExp): number {
  return [...text.matchAll(lines)].reduce((sum, [, value]) => sum + Number(value), 0);
}

function percentile(tasks: readonly ClientTask[], share: number): number {
  const sorted = tasks.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
}

/** The money of today: what the window says, and what the ledger adds up to. */
async function moneyOf(store: FleetStore): Promise<{
  readonly entries: readonly LedgerEntry[];
  readonly window: object;
  readonly booked: number;
}> {
  const now = Date.now();
  await store.expire(now);
  const entries = await entriesOf(store);
  const [day] = await store.windows([`day:${new Date(now).toISOString().slice(0, 10)}@UTC`]);
  const booked = entries.reduce((sum, { cost }) => sum + cost, 0);
  return { entries, window: { spent: day?.spent, reserved: day?.reserved }, booked };
}

/** Tokens of calls that the provider has finished, as it would bill them. */
function billedTokens(calls: readonly unknown[]): number {
  return calls
    .filter((call) => valueAt(call, ['outcome']) === 'finished')
    .reduce<number>(
      (sum, call) =>
        sum +
        Number(valueAt(call, ['billed', 'input'])) +
        Number(valueAt(call, ['billed', 'output'])),
      0,
    );
}

function bookedTokens(entries: readonly LedgerEntry[]): number {
  return entries
    .filter(({ outcome }) => outcome === 'succeeded')
    .reduce((sum, { usage }) => sum + usage.input + usage.output, 0);
}

it(
  'eight pools have 64 clients’ tasks done for a minute, as fast as the SDK alone',
  async () => {
    const config = fleet({ type: 'sqlite', filename: './data/fleet.db' }, CLIENTS);
    const { dir, simulator, env } = await soak(config, { profile: 'realistic', kinds: faults });
    const raw = [await rawRate(simulator.url)];
    const service = await serveProcess({ cwd: dir, env });
    const clients = taskClients({
      urls: () => [service.url],
      clients: CLIENTS,
      name: 'soak',
      body,
    });
    const startedAt = performance.now();
    const seen = [];
    while (performance.now() - startedAt < SOAK_MS) {
      // oxlint-disable-next-line no-await-in-loop -- one look after the other
      await sleep(1000);
      // oxlint-disable-next-line no-await-in-loop
      seen.push(await gauges(service.url));
    }
    const tasks = await clients.stop();
    const rate = tasks.length / ((performance.now() - startedAt) / 1000);
    service.child.kill('SIGTERM');
    expect((await service.ended).how).toBe(0);
    raw.push(await rawRate(simulator.url));
    const calls = simulator.calls().filter((call) => valueAt(call, ['model']) !== RAW_MODEL);
    const store = await openSqliteStore({ path: `${dir}/data/fleet.db`, absent: 'empty' });
    const { entries, window, booked } = await moneyOf(store);
    await store.close();

    const ratio = rate / ((raw[0] ?? 0) / 2 + (raw[1] ?? 0) / 2);
    const memory = Math.max(...seen.map((one) => one.memory)) / 1e6;
    process.stdout.write(
      `${tasks.length} tasks, ${rate.toFixed(1)}/s, p50 ${percentile(tasks, 0.5)} ms, p95 ${percentile(tasks, 0.95)} ms; the SDK alone ${raw.map((one) => one.toFixed(1)).join(' and ')}/s\n`,
    );
    report('aqe serve, as a ratio to the raw SDK', ratio.toFixed(2), '>= 0.8', ratio >= 0.8);
    report('memory of aqe serve', `${memory.toFixed(0)} MB`, '300 MB', memory < 300);
    expect(tasks.filter(({ status }) => status !== 'succeeded')).toEqual([]);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
    expect(window).toEqual({ spent: booked, reserved: 0 });
    expect(entries).toHaveLength(calls.length);
    expect(bookedTokens(entries)).toBe(billedTokens(calls));
    expect(seen.every(({ spawn }) => spawn)).toBe(true);
    expect(memory).toBeLessThan(300);
    expect(ratio).toBeGreaterThan(0.6);
  },
  4 * MINUTES,
);

const folder = postgresFolder();
const REPLICAS = 4;
const KILL_EVERY_MS = 8000;

/** Replicas of which one after the other is killed and replaced. */
class Doomed {
  readonly #start: () => Promise<ServeProcess>;
  #replicas: readonly ServeProcess[] = [];
  kills = 0;

  constructor(start: () => Promise<ServeProcess>) {
    this.#start = start;
  }

  urls(): readonly string[] {
    return this.#replicas.map(({ url }) => url);
  }

  async fill(): Promise<void> {
    const missing = Array.from({ length: REPLICAS - this.#replicas.length }, this.#start);
    this.#replicas = [...this.#replicas, ...(await Promise.all(missing))];
  }

  async killOldest(): Promise<void> {
    const [oldest, ...others] = this.#replicas;
    this.#replicas = others;
    oldest?.child.kill('SIGKILL');
    await oldest?.ended;
    this.kills += 1;
  }
}

describe.skipIf(folder === undefined)(
  'four replicas on one PostgreSQL (skipped where none is installed)',
  () => {
    it(
      'lose nothing, double nothing and keep their books while they are killed in turn',
      async () => {
        const server = await startPostgres(folder ?? '');
        const target = await newPlace(server);
        const { host, port, database, user, password } = target;
        const place = { type: 'postgres', host, port, database, username: user, password };
        const { dir, env } = await soak(fleet(place, CLIENTS / REPLICAS), {
          profile: 'fast',
          kinds: [...faults, 'stall-mid-text', 'stall-before-first'],
        });
        const replicas = new Doomed(async () => serveProcess({ cwd: dir, env }));
        await replicas.fill();
        const urls = (): readonly string[] => replicas.urls();
        const clients = taskClients({ urls, clients: CLIENTS, name: 'killed', body });
        const startedAt = performance.now();
        while (performance.now() - startedAt < SOAK_MS) {
          // oxlint-disable-next-line no-await-in-loop -- one kill after the other
          await sleep(KILL_EVERY_MS);
          // oxlint-disable-next-line no-await-in-loop
          await replicas.killOldest();
          // oxlint-disable-next-line no-await-in-loop
          await replicas.fill();
        }
        const tasks = await clients.stop();
        const again = tasks.filter(({ attempts }) => attempts > 1).length;
        process.stdout.write(
          `${tasks.length} tasks, ${replicas.kills} replicas killed, ${again} tasks begun again, p95 ${percentile(tasks, 0.95)} ms\n`,
        );
        expect(again).toBeGreaterThan(0);
        expect(tasks.filter(({ status }) => status !== 'succeeded')).toEqual([]);
        const kept = await query(
          target,
          `SELECT status, count(*)::int AS count, count(DISTINCT idempotency_key)::int AS keys FROM aqe_tasks GROUP BY status`,
        );
        const { length } = tasks;
        expect(kept).toEqual([{ status: 'succeeded', count: length, keys: length }]);

        // What the killed ones held is given up a minute after their last sign of life, and charged.
        const store = await openPostgresStore({ target, absent: 'empty' });
        await expect
          .poll(async () => (await moneyOf(store)).window, { timeout: 90_000, interval: 1000 })
          .toMatchObject({ reserved: 0 });
        const { entries, window, booked } = await moneyOf(store);
        await store.close();
        expect(window).toEqual({ spent: booked, reserved: 0 });
        const answered = new Map<string, number>();
        for (const { call, outcome } of entries) {
          if (outcome === 'succeeded') {
            answered.set(call.taskId, (answered.get(call.taskId) ?? 0) + 1);
          }
        }
        const once = tasks.filter(({ attempts }) => attempts === 1);
        expect(once.filter(({ id }) => answered.get(id) !== 1)).toEqual([]);
        expect(tasks.filter(({ id }) => !answered.has(id))).toEqual([]);
        await server.stop();
      },
      5 * MINUTES,
    );
  },
);
