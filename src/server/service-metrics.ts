import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BudgetWindow, WindowState } from '../core/cost/budget-store.ts';
import type { TokenUsage } from '../core/cost/token-usage.ts';
import type { FeatureFlags } from '../core/flags/feature-flags.ts';
import type { StreamEvent } from '../core/streaming/events.ts';
import type { StoredTask, TaskEnd } from '../core/tasks/task-queue.ts';

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
/** Those that OpenTelemetry's conventions for generative AI ask for. */
const otelSeconds = Array.from({ length: 14 }, (_, index) =>
  Number((0.01 * 2 ** index).toFixed(2)),
);
const otelTokens = Array.from({ length: 14 }, (_, index) => 4 ** index);
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

/** What is known of the call of a task that is under way. */
interface Call {
  readonly model: string;
  readonly provider: string;
}

const unknownCall: Call = { model: '', provider: '' };

function tokensByType(usage: TokenUsage): readonly (readonly [type: string, count: number])[] {
  return [
    ['input', usage.input],
    ['output', usage.output],
    ['cache_read', usage.cacheRead],
    ['cache_write', usage.cacheWrite5m + usage.cacheWrite1h],
  ];
}

function callMetrics(register: Registry): ServiceMetrics['onEvent'] {
  const registers = [register];
  const tokens = new Counter({
    name: 'aqe_tokens_total',
    help: 'Tokens of calls to models.',
    labelNames: ['type', 'model'],
    registers,
  });
  const selected = new Counter({
    name: 'aqe_model_selected_total',
    help: 'How often each model was asked to answer a task.',
    labelNames: ['model'],
    registers,
  });
  const again = (name: string, help: string): Counter => new Counter({ name, help, registers });
  const retries = again('aqe_stream_retries_total', 'Attempts that were followed by another one.');
  const fallbacks = again('aqe_stream_fallbacks_total', 'Streams given up for one plain request.');
  const countStream = streamMetrics(register);
  const otel = otelMetrics(register);
  const current = new WeakMap<StoredTask, Call>();
  return (task, event) => {
    const call = current.get(task) ?? unknownCall;
    switch (event.type) {
      case 'start':
        current.set(task, event);
        selected.inc({ model: event.modelName });
        break;
      case 'restart':
        retries.inc();
        break;
      case 'fallback':
        fallbacks.inc();
        break;
      case 'usage':
        for (const [type, count] of tokensByType(event.usage)) {
          tokens.inc({ type, model: call.model }, count);
        }
        break;
      case 'done':
      case 'failed':
        otel(call, event);
        countStream(task, event);
        break;
      case 'text':
      case 'progress':
        break;
    }
  };
}

type CallEnd = Extract<StreamEvent, { type: 'done' | 'failed' }>;

/** Counts calls that were streamed, at least at first, by what became of them. */
function streamMetrics(register: Registry): (task: StoredTask, end: CallEnd) => void {
  const streams = new Counter({
    name: 'aqe_streams_total',
    help: 'Streamed calls that ended: completed, as a plain request (fallback), failed, or aborted.',
    labelNames: ['variant', 'outcome'],
    registers: [register],
  });
  return ({ record: { variant } }, end) => {
    if (!end.attempts.some(({ streamed }) => streamed)) return;
    streams.inc({ variant, outcome: streamOutcome(end) });
  };
}

function streamOutcome(end: CallEnd): 'completed' | 'fallback' | 'failed' | 'aborted' {
  if (end.type === 'failed') return end.reason === 'aborted' ? 'aborted' : 'failed';
  return end.attempts.at(-1)?.streamed === true ? 'completed' : 'fallback';
}

/** The same under the names of OpenTelemetry's conventions for generative AI. */
function otelMetrics(register: Registry): (call: Call, end: CallEnd) => void {
  const registers = [register];
  const call = ['gen_ai_operation_name', 'gen_ai_provider_name', 'gen_ai_request_model'] as const;
  const duration = new Histogram({
    name: 'gen_ai_client_operation_duration_seconds',
    help: 'How long calls to models took, retries included.',
    labelNames: [...call, 'error_type'],
    buckets: otelSeconds,
    registers,
  });
  const firstToken = new Histogram({
    name: 'gen_ai_client_operation_time_to_first_chunk_seconds',
    help: 'From the beginning of a call to its first text.',
    labelNames: call,
    buckets: otelSeconds,
    registers,
  });
  const usage = new Histogram({
    name: 'gen_ai_client_token_usage',
    help: 'Tokens of calls to models, retries included.',
    labelNames: [...call, 'gen_ai_token_type'],
    buckets: otelTokens,
    registers,
  });
  return ({ model, provider }, end) => {
    const labels = {
      gen_ai_operation_name: 'chat',
      gen_ai_provider_name: provider,
      gen_ai_request_model: model,
    };
    const error_type = end.type === 'failed' ? end.reason : '';
    duration.observe({ ...labels, error_type }, end.durationMs / 1000);
    if (end.firstTextMs !== undefined) firstToken.observe(labels, end.firstTextMs / 1000);
    const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = end.usage;
    const read = input + cacheRead + cacheWrite5m + cacheWrite1h;
    usage.observe({ ...labels, gen_ai_token_type: 'input' }, read);
    usage.observe({ ...labels, gen_ai_token_type: 'output' }, output);
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
