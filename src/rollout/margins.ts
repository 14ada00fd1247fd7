import type { Metric } from './verdict.ts';

/** What is tolerated, and what is required. */
export interface Margins {
  /** How much higher the error rate may be: 0.02 is two points. */
  readonly errorRate: number;
  /** How many times as likely a failure may be before the canary fails at once; 1 is not at all. */
  readonly errorRatio: number;
  /** How much slower the slowest twentieth may be: 0.1 is 10 %. */
  readonly latency: number;
  /** How much cheaper a task has to be: 0.2 is 20 %; 0 asks for no saving. */
  readonly saving: number;
  /** How many times as much memory a process may need. */
  readonly memoryRatio: number;
  /** Less than this more is never too much; bytes. */
  readonly memoryBytes: number;
  /** How fast a process may grow; bytes per hour. */
  readonly memoryPerHour: number;
  /** What decides; the rest is shown. */
  readonly required: readonly Metric[];
}

const MEBIBYTE = 1_048_576;

/** As the documents of 1.0.5 have it: no more errors, p95 within 10 %, 20 % cheaper, memory in bounds. */
export const defaultMargins: Margins = {
  errorRate: 0.02,
  errorRatio: 1,
  latency: 0.1,
  saving: 0.2,
  memoryRatio: 1.2,
  memoryBytes: 64 * MEBIBYTE,
  memoryPerHour: 64 * MEBIBYTE,
  required: ['errorRate', 'p95Latency', 'costPerTask', 'memory'],
};

/** What may be said of margins. Parts of 1; undefined: as by default. */
interface GivenMargins {
  readonly errorRate?: number | undefined;
  readonly latency?: number | undefined;
  readonly saving?: number | undefined;
  /** Names; what is no metric that may decide is left out. */
  readonly required?: readonly string[] | undefined;
}

/** What may decide about a canary. */
export const decisiveMetrics: readonly Metric[] = [
  'errorRate',
  'p95Latency',
  'costPerTask',
  'memory',
  'p95FirstChunk',
  'streamingSuccess',
];

/** The margins as somebody set them; the first who said something counts, then the defaults. */
export function marginsOf(...given: readonly GivenMargins[]): Margins {
  const first = <Key extends keyof GivenMargins>(key: Key): GivenMargins[Key] =>
    given.find((one) => one[key] !== undefined)?.[key];
  const required = first('required');
  return {
    ...defaultMargins,
    errorRate: first('errorRate') ?? defaultMargins.errorRate,
    latency: first('latency') ?? defaultMargins.latency,
    saving: first('saving') ?? defaultMargins.saving,
    required:
      required === undefined
        ? defaultMargins.required
        : decisiveMetrics.filter((metric) => required.includes(metric)),
  };
}

/** How a comparison is made. */
export interface Judging {
  readonly margins: Margins;
  /** Of all intervals, two-sided. */
  readonly confidence: number;
  readonly seed: number;
  /** Undefined where somebody looks once, and decides. */
  readonly sequence?: LookSequence | undefined;
}

/** Where a look stands among all looks at a rollout: the more there are, the more is asked of harm, so that all of them together cry wolf as seldom as one. */
interface LookSequence {
  /** Counts from 1, over all stages. */
  readonly look: number;
  /** How many stages are judged. */
  readonly stages: number;
}

/** At most as many rollouts without harm are rolled back by one metric, however often they are looked at. */
const FALSE_ALARMS = 0.01;

/** The e-value that proves harm: one process runs in each stage, and all of them together may err once in a hundred rollouts. */
export function proofOf({ sequence }: Judging): number {
  return (sequence?.stages ?? 1) / FALSE_ALARMS;
}

/**
 * How sure a bound of an interval has to be that shows harm, of one side. Looks get parts of the allowed false alarms that sum up to all of them, 1/2 + 1/6 + 1/12 + …,
 * so that there may be any number of looks.
 * @returns undefined for a single look: the interval itself decides
 */
export function harmConfidence({ sequence }: Judging): number | undefined {
  if (sequence === undefined) return undefined;
  return 1 - FALSE_ALARMS / (sequence.look * (sequence.look + 1));
}
