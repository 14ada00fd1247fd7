import { fieldsOf } from './fields-of.ts';
import type { Feature } from './feature-flags.ts';

/** `completed`: at 100 %. `failed`: harm was shown, and it was rolled back. `aborted`: somebody ended it. All three are final. */
export type RolloutStatus = 'running' | 'completed' | 'failed' | 'aborted';

/** A rollout of features in stages, as the shared flags keep it. Times are milliseconds, moments since 1970. */
export interface StagedRollout {
  /** Its own, new at each start. */
  readonly id: string;
  readonly status: RolloutStatus;
  /** What is rolled out. */
  readonly features: readonly Feature[];
  /** The share of tasks in each stage, 0 to 100, in the order of the stages. */
  readonly stages: readonly number[];
  /** The index of the stage that it is in, or ended in. */
  readonly stage: number;
  /** When the stage began. */
  readonly since: number;
  /** How long a stage takes at least. */
  readonly soakMs: number;
  /** From one look at the data to the next. */
  readonly lookMs: number;
  /** Looks that the stages before this one had: each one makes a false alarm a little more likely, and counts. */
  readonly looked: number;
  /** What decides, and what is tolerated. */
  readonly judging: RolloutJudging;
  readonly startedAt: number;
  readonly startedBy: string;
  /** Why it was started; empty when nobody said. */
  readonly startReason: string;
  /** When it became final. */
  readonly endedAt?: number | undefined;
  readonly endedBy?: string | undefined;
  /** Why it ended. */
  readonly endReason?: string | undefined;
}

/** How the stages of a rollout are judged; parts of 1. */
export interface RolloutJudging {
  readonly required: readonly string[];
  readonly errorRate: number;
  readonly latency: number;
  readonly saving: number;
  readonly seed: number;
}

const statuses: readonly RolloutStatus[] = ['running', 'completed', 'failed', 'aborted'];
const known: readonly Feature[] = ['multiModelRouter', 'streaming'];

/** Reads a rollout as a store has kept it; undefined when it is none. */
export function parseStagedRollout(value: unknown): StagedRollout | undefined {
  const fields = fieldsOf(value);
  const status = statuses.find((one) => one === fields['status']);
  if (typeof fields['id'] !== 'string' || status === undefined) return undefined;
  return {
    id: fields['id'],
    status,
    features: known.filter((feature) => listOf(fields['features']).includes(feature)),
    stages: listOf(fields['stages']).map(Number),
    stage: Number(fields['stage']),
    since: Number(fields['since']),
    soakMs: Number(fields['soakMs']),
    lookMs: Number(fields['lookMs']),
    looked: Number(fields['looked']),
    judging: parseJudging(fields['judging']),
    startedAt: Number(fields['startedAt']),
    startedBy: String(fields['startedBy']),
    startReason: String(fields['startReason']),
    ...(typeof fields['endedAt'] === 'number' ? { endedAt: fields['endedAt'] } : {}),
    ...(typeof fields['endedBy'] === 'string' ? { endedBy: fields['endedBy'] } : {}),
    ...(typeof fields['endReason'] === 'string' ? { endReason: fields['endReason'] } : {}),
  };
}

function parseJudging(value: unknown): RolloutJudging {
  const { required, errorRate, latency, saving, seed } = fieldsOf(value);
  return {
    required: listOf(required).map(String),
    errorRate: Number(errorRate),
    latency: Number(latency),
    saving: Number(saving),
    seed: Number(seed),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
