import { latencyAtMost, rateAtMost, type Bound, type BoundRules } from '../measure/bounds.ts';
import type { FleetReading } from '../measure/fleet-reading.ts';

/** What is watched. */
export type WatchedId =
  | 'error-rate'
  | 'p95-latency'
  | 'memory'
  | 'agent-spawn'
  | 'cost-per-task'
  | 'budget'
  | 'streaming-success'
  | 'first-chunk';

/** A feature that has values of its own. */
export type WatchedFeature = 'routing' | 'streaming';

/** What is read of the fleet in one look. */
export interface MonitorReading extends FleetReading {
  /** The part of the fullest budget that is spent or held; undefined without a limit. */
  readonly budgetUsed: number | undefined;
}

/** A value in a look. */
export interface Measure {
  /** Undefined when there is nothing to measure: no task ended, … */
  readonly value: number | undefined;
  /** Tasks, streams, processes, …; 0 where nothing was measured. */
  readonly n: number;
  /** The limit is certainly passed. */
  readonly beyond: boolean;
}

/** A value with a limit. */
export interface Watched {
  readonly id: WatchedId;
  readonly unit: 'share' | 'ms' | 'bytes' | 'usd';
  /** Whether the limit is the most or the least that is well. */
  readonly sense: 'most' | 'least';
  readonly limit: number;
  /** Undefined: whatever is on. */
  readonly feature: WatchedFeature | undefined;
  readonly measure: (reading: MonitorReading, limit: number) => Measure;
}

const P95 = 0.95;
const MEBIBYTE = 1_048_576;
/** So few say nothing. */
const FEW = 20;
/** Of tasks, before their mean cost says something. */
const COSTS = 50;
/** Somebody looks all the time, so that chance has many tries. */
const CONFIDENCE = 0.99;
const rules: BoundRules = {
  confidence: CONFIDENCE,
  enough: FEW,
  failing: { trials: FEW, events: 3 },
};
const nothing: Measure = { value: undefined, n: 0, beyond: false };

function measureOf({ value, n, verdict }: Bound): Measure {
  return { value: value ?? undefined, n, beyond: verdict === 'beyond' };
}

const latency =
  (of: 'durations' | 'firstChunks' | 'spawns') =>
  (reading: MonitorReading, limit: number): Measure => {
    const latencies = reading[of];
    if (latencies === undefined) return nothing;
    const asked = { probability: P95, limit, floor: FEW, confidence: CONFIDENCE };
    return measureOf(latencyAtMost(latencies, asked));
  };

/** The limits are those of the documents; see docs/monitoring.md. In the order of printing. */
export const watchedValues: readonly Watched[] = [
  {
    id: 'error-rate',
    unit: 'share',
    sense: 'most',
    limit: 0.001,
    feature: undefined,
    measure: ({ tasks }, limit) =>
      tasks === undefined ? nothing : measureOf(rateAtMost(tasks, limit, rules)),
  },
  {
    id: 'p95-latency',
    unit: 'ms',
    sense: 'most',
    limit: 2000,
    feature: undefined,
    measure: latency('durations'),
  },
  {
    id: 'memory',
    unit: 'bytes',
    sense: 'most',
    limit: 700 * MEBIBYTE,
    feature: undefined,
    measure: ({ memory }, limit) => {
      const now = memory.flatMap(({ samples }) => samples.slice(-1).map(({ bytes }) => bytes));
      if (now.length === 0) return nothing;
      const value = Math.max(...now);
      return { value, n: now.length, beyond: value > limit };
    },
  },
  {
    id: 'agent-spawn',
    unit: 'ms',
    sense: 'most',
    limit: 100,
    feature: undefined,
    measure: latency('spawns'),
  },
  {
    id: 'cost-per-task',
    unit: 'usd',
    sense: 'most',
    limit: 0.01,
    feature: 'routing',
    measure: ({ costUsd, tasks }, limit) => {
      if (costUsd === undefined || tasks === undefined || tasks.trials === 0) return nothing;
      const value = costUsd / tasks.trials;
      return { value, n: tasks.trials, beyond: tasks.trials >= COSTS && value > limit };
    },
  },
  {
    id: 'budget',
    unit: 'share',
    sense: 'most',
    limit: 0.9,
    feature: 'routing',
    measure: ({ budgetUsed }, limit) =>
      budgetUsed === undefined ? nothing : { value: budgetUsed, n: 1, beyond: budgetUsed > limit },
  },
  {
    id: 'streaming-success',
    unit: 'share',
    sense: 'least',
    limit: 0.98,
    feature: 'streaming',
    measure: ({ streams }, limit) => {
      if (streams === undefined) return nothing;
      const { value, ...failing } = measureOf(rateAtMost(streams, 1 - limit, rules));
      return { ...failing, value: value === undefined ? undefined : 1 - value };
    },
  },
  {
    id: 'first-chunk',
    unit: 'ms',
    sense: 'most',
    limit: 500,
    feature: 'streaming',
    measure: latency('firstChunks'),
  },
];

/** Limits that are not those of the documents. */
export type Limits = Readonly<Partial<Record<WatchedId, number>>>;

/** What is watched for a feature; for none, everything. */
export function watchedFor(
  feature: WatchedFeature | undefined,
  limits: Limits,
): readonly Watched[] {
  return watchedValues.flatMap((one) => {
    if (feature !== undefined && one.feature !== undefined && one.feature !== feature) return [];
    return [{ ...one, limit: limits[one.id] ?? one.limit }];
  });
}
