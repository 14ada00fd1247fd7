import { Counter, Histogram, type Registry } from 'prom-client';
import type { TokenUsage } from '../core/cost/token-usage.ts';
import type { StreamEvent, VerdictEvent } from '../core/streaming/events.ts';
import type { StoredTask } from '../core/tasks/task-queue.ts';

/** Those that OpenTelemetry's conventions for generative AI ask for. */
const otelSeconds = Array.from({ length: 14 }, (_, index) =>
  Number((0.01 * 2 ** index).toFixed(2)),
);
const otelTokens = Array.from({ length: 14 }, (_, index) => 4 ** index);

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

/** Counts what happens in calls to models. */
export function callMetrics(register: Registry): (task: StoredTask, event: StreamEvent) => void {
  const registers = [register];
  const countTokens = tokenMetrics(register);
  const selected = new Counter({
    name: 'aqe_model_selected_total',
    help: 'How often each model was asked to answer a task.',
    labelNames: ['model'],
    registers,
  });
  const again = (name: string, help: string): Counter => new Counter({ name, help, registers });
  const retries = again('aqe_stream_retries_total', 'Attempts that were followed by another one.');
  const fallbacks = again('aqe_stream_fallbacks_total', 'Streams given up for one plain request.');
  const countVerdict = verdictMetrics(register);
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
        // Another model's turn is no second try.
        if (event.reason !== 'not-accepted') retries.inc();
        break;
      case 'verdict':
        countVerdict(event);
        break;
      case 'fallback':
        fallbacks.inc();
        break;
      case 'usage':
        countTokens(call, event.usage);
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

/** Counts tokens by what they were for. */
function tokenMetrics(register: Registry): (call: Call, usage: TokenUsage) => void {
  const tokens = new Counter({
    name: 'aqe_tokens_total',
    help: 'Tokens of calls to models.',
    labelNames: ['type', 'model'],
    registers: [register],
  });
  return ({ model }, usage) => {
    for (const [type, count] of tokensByType(usage)) tokens.inc({ type, model }, count);
  };
}

/** Counts what is said of answers that are verified. */
function verdictMetrics(register: Registry): (event: VerdictEvent) => void {
  const verdicts = new Counter({
    name: 'aqe_verdicts_total',
    help: 'What verifiers said of answers.',
    labelNames: ['model', 'verdict'],
    registers: [register],
  });
  return ({ modelName: model, verdict }) => {
    verdicts.inc({ model, verdict });
  };
}

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
