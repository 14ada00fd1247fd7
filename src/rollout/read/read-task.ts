import { field, invalid, isRecord, type JsonRecord, measured, textOf } from './field.ts';
import type { TaskFacts } from './task-facts.ts';

const succeeded = new Set([
  'succeeded',
  'success',
  'successful',
  'ok',
  'completed',
  'complete',
  'done',
  'passed',
  'pass',
  '200',
]);
const failed = new Set([
  'failed',
  'failure',
  'fail',
  'error',
  'errored',
  'timeout',
  'timed_out',
  'timed-out',
  'crashed',
  '500',
]);
/** Neither: a person ended it, or it goes on. */
const open = new Set(['cancelled', 'canceled', 'aborted', 'queued', 'running', 'pending']);
/** Smaller numbers are seconds since 1970: as milliseconds they would be in 1973. */
const MILLISECONDS_FROM = 1e11;
const NANO = 1e9;

/**
 * Reads one task of a file, by whichever of the usual names.
 * @returns undefined for one that has not ended by itself
 * @throws AqeError DATA_INVALID
 */
export function readTask(value: unknown, where: string): TaskFacts | undefined {
  if (!isRecord(value)) throw invalid(`${where} is ${JSON.stringify(value)}, not a task`);
  const outcome = outcomeOf(value, where);
  if (outcome === 'open') return undefined;
  return {
    failed: outcome === 'failed',
    durationMs: inMilliseconds(value, where, {
      ms: [
        'durationMs',
        'latencyMs',
        'duration_ms',
        'latency_ms',
        'elapsedMs',
        'ms',
        'duration',
        'latency',
      ],
      seconds: [
        'durationSeconds',
        'latencySeconds',
        'duration_seconds',
        'latency_seconds',
        'duration_s',
        'latency_s',
        'seconds',
      ],
    }),
    firstChunkMs: inMilliseconds(value, where, {
      ms: ['firstChunkMs', 'first_chunk_ms', 'ttfbMs', 'ttftMs', 'firstTextMs'],
      seconds: ['firstChunkSeconds', 'first_chunk_seconds'],
    }),
    cost: costOf(value, where),
    stratum: textOf(field(value, 'agentType', 'agent_type', 'agent', 'type')) ?? '',
    at: timeOf(
      field(
        value,
        'at',
        'finishedAt',
        'finished_at',
        'timestamp',
        'time',
        'startedAt',
        'started_at',
      ),
      where,
    ),
  };
}

type Outcome = 'succeeded' | 'failed' | 'open';

function outcomeOf(task: JsonRecord, where: string): Outcome {
  const good = field(task, 'success', 'succeeded', 'ok');
  if (typeof good === 'boolean') return good ? 'succeeded' : 'failed';
  const bad = field(task, 'failed', 'isError');
  if (typeof bad === 'boolean') return bad ? 'failed' : 'succeeded';
  const status = field(task, 'status', 'outcome', 'result', 'state');
  if (status !== undefined) return outcomeIn(status, where);
  const error = field(task, 'error', 'errorCode', 'error_code');
  if (error === undefined) {
    throw invalid(`${where} does not say whether it failed (status, success, failed or error)`);
  }
  return error === null || error === false || error === '' ? 'succeeded' : 'failed';
}

function outcomeIn(status: unknown, where: string): Outcome {
  const word = textOf(status)?.toLowerCase() ?? '';
  if (succeeded.has(word)) return 'succeeded';
  if (failed.has(word)) return 'failed';
  if (open.has(word)) return 'open';
  throw invalid(`${where}.status is ${JSON.stringify(status)}; say succeeded or failed`);
}

interface Names {
  readonly ms: readonly string[];
  readonly seconds: readonly string[];
}

function inMilliseconds(
  task: JsonRecord,
  where: string,
  { ms, seconds }: Names,
): number | null | undefined {
  const direct = measured(field(task, ...ms), `${where}.${ms[0] ?? ''}`);
  if (direct !== undefined) return direct;
  const inSeconds = measured(field(task, ...seconds), `${where}.${seconds[0] ?? ''}`);
  return typeof inSeconds === 'number' ? inSeconds * 1000 : inSeconds;
}

function costOf(task: JsonRecord, where: string): number | null | undefined {
  const given = field(task, 'costUsd', 'cost_usd', 'costDollars', 'usd', 'cost');
  if (isRecord(given)) {
    const usd = measured(field(given, 'usd', 'dollars'), `${where}.cost.usd`);
    return usd === undefined ? fromNano(field(given, 'nanoUsd', 'nano'), where) : usd;
  }
  const usd = measured(given, `${where}.costUsd`);
  return usd === undefined
    ? fromNano(field(task, 'costNanoUsd', 'costNano', 'nanoUsd'), where)
    : usd;
}

function fromNano(value: unknown, where: string): number | null | undefined {
  const nano = measured(value, `${where}.costNanoUsd`);
  return typeof nano === 'number' ? nano / NANO : nano;
}

/**
 * A moment as a file writes it, in milliseconds since 1970.
 * @throws AqeError DATA_INVALID
 */
export function timeOf(value: unknown, where: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isFinite(value)) {
    return value < MILLISECONDS_FROM ? value * 1000 : value;
  }
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw invalid(`${where}: ${JSON.stringify(value)} is no time`);
  return at;
}
