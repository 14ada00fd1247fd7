import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BudgetWindow, WindowState } from '../core/cost/budget-store.ts';
import type { FeatureFlags } from '../core/flags/feature-flags.ts';
import type { StreamEvent } from '../core/streaming/events.ts';
import type { StoredTask, TaskEnd } from '../core/tasks/task-queue.ts';
import { callMetrics } from './call-metrics.ts';

/** What is asked when somebody scrapes. */
export interface MetricSources {
  readonly features: () => {
    readonly flags: FeatureFlags;
    readonly generation: number;
    /** Whether something newer could not be taken. */
    readonly stale: boolean;
  };
  /** The limited windows of the budget, each with its state. */
  readonly budget: () => Promise<readonly (readonly [BudgetWindow, WindowState])[]>;
}

/** Counts what the service does. */
export interface ServiceMetrics {
  readonly contentType: string;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
  readonly onEvent: (task: StoredTask, event: StreamEvent) => void;
  readonly onEnd: (task: StoredTask, end: TaskEnd) => void;
  readonly onSpawn: (agentType: string, ms: number) => void;
}

/** Ten buckets a decade from 0.05 to 316 s: a gate can tell ratios that prom-client's own buckets blur. */
const gateBuckets = Array.from({ length: 39 }, (_, index) =>
  Number((0.05 * 10 ** (index / 10)).toPrecision(6)),
);
const spawnBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5];
const DOLLAR = 1e9;

/** Metrics with a registry of their own. */
export function serviceMetrics(sources: MetricSources): ServiceMetrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const tasks = taskMetrics(register);
  const calls = callMetrics(register);
  const spawn = new Histogram({
    name: 'aqe_agent_spawn_seconds',
    help: 'How long it took to make an agent.',
    labelNames: ['agent_type'],
    buckets: spawnBuckets,
    registers: [register],
  });
  const lookAtBudget = gauges(register, sources);
  return {
    contentType: register.contentType,
    text: async () => {
      await lookAtBudget().catch(() => undefined);
      return register.metrics();
    },
    onEvent: calls,
    onEnd: tasks,
    onSpawn: (agentType, ms) => {
      spawn.observe({ agent_type: agentType }, ms / 1000);
    },
  };
}

function taskMetrics(register: Registry): ServiceMetrics['onEnd'] {
  const registers = [register];
  const total = new Counter({
    name: 'aqe_tasks_total',
    help: 'Tasks that ended.',
    labelNames: ['agent_type', 'variant', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 'aqe_task_duration_seconds',
    help: 'How long the last attempt of a task took.',
    labelNames: ['variant', 'status'],
    buckets: gateBuckets,
    registers,
  });
  const firstChunk = new Histogram({
    name: 'aqe_time_to_first_chunk_seconds',
    help: 'From the beginning of a task to its first text.',
    labelNames: ['variant', 'status'],
    buckets: gateBuckets,
    registers,
  });
  const cost = new Counter({
    name: 'aqe_task_cost_usd_total',
    help: 'What tasks cost, in US dollars.',
    labelNames: ['agent_type', 'variant'],
    registers,
  });
  return ({ record: { agentType: agent_type, variant } }, end) => {
    const { status, durationMs, firstChunkMs } = end;
    total.inc({ agent_type, variant, status });
    cost.inc({ agent_type, variant }, (end.cost ?? 0) / DOLLAR);
    if (durationMs !== undefined) duration.observe({ variant, status }, durationMs / 1000);
    if (firstChunkMs !== undefined) firstChunk.observe({ variant, status }, firstChunkMs / 1000);
  };
}

function gauges(register: Registry, { features, budget }: MetricSources): () => Promise<void> {
  const registers = [register];
  const enabled: Gauge<'feature'> = new Gauge({
    name: 'aqe_feature_enabled',
    help: 'Whether a feature is on for new tasks, before overrides and rollout.',
    labelNames: ['feature'],
    registers,
    collect: () => {
      for (const [feature, isOn] of Object.entries(features().flags)) {
        enabled.set({ feature }, isOn ? 1 : 0);
      }
    },
  });
  const generation: Gauge = new Gauge({
    name: 'aqe_config_generation',
    help: 'Which change of the shared flags new tasks get.',
    registers,
    collect: () => {
      generation.set(features().generation);
    },
  });
  const stale: Gauge = new Gauge({
    name: 'aqe_config_reload_failed',
    help: 'Whether the newest configuration or flags are not in force here: 1 until they are.',
    registers,
    collect: () => {
      stale.set(features().stale ? 1 : 0);
    },
  });
  return budgetGauges(register, budget);
}

/** @returns looks at the budget once for all of them; where the store is away, what it said last stays away too */
function budgetGauges(register: Registry, budget: MetricSources['budget']): () => Promise<void> {
  const registers = [register];
  const money = (name: string, help: string): Gauge<'window'> =>
    new Gauge({ name, help, labelNames: ['window'], registers });
  const limit = money('aqe_budget_limit_usd', 'The limit of the current window.');
  const spent = money('aqe_budget_spent_usd', 'Booked in the current window.');
  const reserved = money('aqe_budget_reserved_usd', 'Held for calls that run.');
  return async () => {
    for (const gauge of [limit, spent, reserved]) gauge.reset();
    for (const [{ kind: window, limit: most }, state] of await budget()) {
      if (most !== undefined) limit.set({ window }, most / DOLLAR);
      spent.set({ window }, state.spent / DOLLAR);
      reserved.set({ window }, state.reserved / DOLLAR);
    }
  };
}
