import Database from 'libsql';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { budgetWindows } from '../../src/core/cost/budget-windows.ts';
import { noTokens } from '../../src/core/cost/token-usage.ts';
import type { FleetStore } from '../../src/core/fleet-store.ts';
import { type Random, seededRandom } from '../../src/core/random.ts';
import { type Project, project } from './project.ts';
import { wish } from './budget-requests.ts';
import { TEST_NOW } from './run-cli.ts';

/** A configuration with limits of day and month. */
export const busyConfig = `fleet: {id: shop}
agents: [{type: test-generator, count: 2}]
database: {type: sqlite, filename: ./fleet.db}
features: {multiModelRouter: true, streaming: true}
routing:
  enabled: true
  costTracking: {enabled: true, budgetLimits: {daily: 2, monthly: 20}, alertThresholds: {dailyPercent: 80, monthlyPercent: 80}}
streaming: {enabled: true}
`;

/** What became of the tasks of {@link busyFleet}. */
export interface BusyTask {
  readonly id: string;
  readonly at: number;
  readonly variant: 'canary' | 'stable';
  readonly agentType: string;
  readonly model: string;
  readonly status: 'succeeded' | 'failed';
  readonly durationMs: number;
  readonly firstChunkMs: number;
  /** Nano-dollars. */
  readonly cost: number;
  readonly basis: 'measured' | 'estimated';
}

const DAY_MS = 86_400_000;
const agents = ['test-generator', 'coverage-analyzer', 'security-scanner'] as const;
const models = ['claude-haiku-4-5', 'claude-sonnet-4-5', 'claude-opus-4-5'] as const;

/** Tasks of the week before {@link TEST_NOW}; every fifth is the canary's, which is cheaper. The same for the same number. */
export function busyTasks(count: number): readonly BusyTask[] {
  const random = seededRandom('busy', count);
  const until = Date.parse(TEST_NOW);
  return Array.from({ length: count }, (_, index): BusyTask => {
    const variant = index % 5 === 0 ? 'canary' : 'stable';
    const tier = random() < 0.6 ? 0 : 1 + Math.floor(random() * 2);
    return {
      id: `task-${index}`,
      at: Math.round(until - 6.4 * DAY_MS + (index / count) * 6.4 * DAY_MS),
      variant,
      agentType: agents[index % 3] ?? '',
      model: models[tier] ?? '',
      status: index % 40 === 7 ? 'failed' : 'succeeded',
      durationMs: 700 * (1 + tier) * Math.exp(0.35 * normal(random)),
      firstChunkMs: 180 * (1 + tier / 2) * Math.exp(0.3 * normal(random)),
      cost: Math.round(
        (variant === 'canary' ? 0.5 : 1) * 4e6 * (1 + 3 * tier) * Math.exp(0.3 * normal(random)),
      ),
      basis: index % 25 === 3 ? 'estimated' : 'measured',
    };
  });
}

/** A project whose store has {@link busyTasks}. Money is booked as `aqe serve` does it, the tasks as its queue does. */
export async function busyFleet(
  count: number,
  files: Readonly<Record<string, string>> = {},
): Promise<Project & { readonly tasks: readonly BusyTask[] }> {
  const folder = project({ 'config/fleet.yaml': busyConfig, ...files });
  const tasks = busyTasks(count);
  const store = await openSqliteStore({ path: folder.path('fleet.db'), absent: 'create' });
  for (const task of tasks) {
    await book(store, task, 'anthropic');
    await finish(store, task);
  }
  await store.close();
  moveLogInto(folder.path('fleet.db'));
  return { ...folder, tasks };
}

/** Opens the store of a fleet for one piece of work. */
export async function inStore(
  folder: Project,
  work: (store: FleetStore) => Promise<void>,
): Promise<void> {
  const store = await openSqliteStore({ path: folder.path('fleet.db'), absent: 'create' });
  await work(store);
  await store.close();
  moveLogInto(folder.path('fleet.db'));
}

const windows = budgetWindows({
  timeZone: 'UTC',
  limits: { task: undefined, day: undefined, week: undefined, month: undefined },
  alertPercents: { task: [], day: [], week: [], month: [] },
  degradeAtPercent: undefined,
});

/** Books the one call of a task. */
export async function book(store: FleetStore, task: BusyTask, provider: string): Promise<void> {
  const { id, at: now, cost, basis, agentType, model, variant } = task;
  const call = {
    taskId: id,
    taskType: 'unit-tests',
    agentType,
    agentId: undefined,
    variant,
    purpose: 'answer' as const,
  };
  const usage = { ...noTokens, input: 1200, output: 400 };
  await store.reserve(
    wish(id, { now, amount: cost, call, model, provider, windows: windows.at(now) }),
  );
  const outcome = task.status === 'failed' ? 'failed' : 'succeeded';
  await store.settle({ id, now, cost, usage, basis, outcome });
}

/** Accepts a task, begins it at once, and ends it. */
export async function finish({ tasks }: FleetStore, task: BusyTask): Promise<void> {
  const { id, at, agentType, variant, status, durationMs, firstChunkMs, cost } = task;
  const admission = {
    features: { multiModelRouter: variant === 'canary', streaming: true },
    variant,
    generation: 1,
  };
  await tasks.accept(
    {
      id,
      fingerprint: id,
      agentType,
      taskType: 'unit-tests',
      priority: 0,
      request: {},
      admission,
      at: at - Math.round(durationMs),
    },
    { limit: 10, claim: { replica: 'replica', now: at - Math.round(durationMs), leaseMs: 60_000 } },
  );
  const errorCode = status === 'failed' ? 'PROVIDER_FAILED' : undefined;
  await tasks.finish({ id, attempt: 1, status, at, durationMs, firstChunkMs, cost, errorCode });
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** libsql lets go of a database when its statements are collected; until then the log stays beside the file. */
function moveLogInto(path: string): void {
  const database = new Database(path);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}
