import { meanOf } from '../../core/statistics/quantile.ts';
import { theilSenSlope } from '../../core/statistics/theil-sen.ts';
import type { Arms, MemoryEvidence, ProcessMemory } from '../evidence.ts';
import type { Judging, Margins } from '../margins.ts';
import type { MetricResult } from '../verdict.ts';
import { blankResult } from './blank-result.ts';
import { times } from './judge-ratio.ts';
import { withoutData } from './without-data.ts';

const SAMPLES = 30;
const MINUTES = 10;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const MEBIBYTE = 1_048_576;
/** Processes grow while they are young: ages that differ by more than this factor are not compared. */
const AGES = 2;

/** Whether processes need more memory. No test: there are too few of them, and samples of one process are not independent. */
export function judgeMemory(evidence: MemoryEvidence, { margins }: Judging): MetricResult {
  const metric = 'memory';
  const common = {
    metric,
    ...blankResult,
    required: margins.required.includes(metric),
    unit: 'bytes' as const,
    margin: margins.memoryRatio,
  } as const;
  if (evidence.kind !== 'processes') return { ...common, ...withoutData(evidence) };
  const { processes } = evidence;
  const n = { canary: sampleCount(processes.canary), stable: sampleCount(processes.stable) };
  const lack = lackOf(processes);
  if (lack !== undefined) return { ...common, n, verdict: 'INSUFFICIENT_DATA', reason: lack };
  const canary = sizesOf(processes.canary);
  const stable = sizesOf(processes.stable);
  const measured = {
    ...common,
    n,
    canary: canary.mean,
    stable: stable.mean,
    delta: canary.mean / stable.mean,
    statistics: {
      canaryMax: canary.max,
      stableMax: stable.max,
      canarySlopePerHour: canary.slope,
      stableSlopePerHour: stable.slope,
    },
  };
  const harm = harmOf(canary, stable, margins);
  if (harm !== undefined) return { ...measured, verdict: 'FAIL', reason: harm };
  const ages = agesText(processes);
  if (ages !== undefined) return { ...measured, verdict: 'INCONCLUSIVE', reason: ages };
  const reason = `${times(canary.mean / stable.mean)} on average, ${times(canary.max / stable.max)} at most`;
  return { ...measured, verdict: 'PASS', reason };
}

interface Sizes {
  readonly mean: number;
  readonly max: number;
  /** Bytes per hour, of the process that grows fastest. */
  readonly slope: number;
}

function sizesOf(processes: readonly ProcessMemory[]): Sizes {
  const bytes = processes.map(({ samples }) => samples.map((sample) => sample.bytes));
  return {
    mean: meanOf(bytes.map((each) => meanOf(each))),
    max: bytes.flat().reduce((most, each) => Math.max(most, each), 0),
    slope: Math.max(
      ...processes.map(({ samples }) =>
        theilSenSlope(samples.map((sample) => ({ x: sample.at / HOUR, y: sample.bytes }))),
      ),
    ),
  };
}

function harmOf(canary: Sizes, stable: Sizes, margins: Margins): string | undefined {
  for (const [kind, name] of [
    ['mean', 'on average'],
    ['max', 'at most'],
  ] as const) {
    const more = canary[kind] - stable[kind];
    if (canary[kind] > margins.memoryRatio * stable[kind] && more > margins.memoryBytes) {
      return `${times(canary[kind] / stable[kind])} ${name}, ${megabytes(more)} more`;
    }
  }
  if (canary.slope > margins.memoryPerHour) {
    return `grows by ${megabytes(canary.slope)} an hour, ${megabytes(margins.memoryPerHour)} are allowed`;
  }
  return undefined;
}

function lackOf(processes: Arms<readonly ProcessMemory[]>): string | undefined {
  for (const arm of ['canary', 'stable'] as const) {
    if (processes[arm].length === 0) return `no process of ${arm} told its memory`;
    for (const { name, samples } of processes[arm]) {
      const moments = samples.map(({ at }) => at);
      const minutes = (Math.max(...moments) - Math.min(...moments)) / MINUTE;
      if (samples.length < SAMPLES || minutes < MINUTES) {
        return `${name} (${arm}) has ${samples.length} samples of ${Math.max(0, minutes).toFixed(0)} minutes; ${SAMPLES} of ${MINUTES} minutes are needed`;
      }
    }
  }
  return undefined;
}

function sampleCount(processes: readonly ProcessMemory[]): number {
  return processes.reduce((sum, { samples }) => sum + samples.length, 0);
}

/** Why the processes are not of the same age; undefined when they are, or do not say. */
function agesText(processes: Arms<readonly ProcessMemory[]>): string | undefined {
  const canary = meanAge(processes.canary);
  const stable = meanAge(processes.stable);
  if (Number.isNaN(canary) || Number.isNaN(stable)) return undefined;
  if (Math.max(canary, stable) <= AGES * Math.min(canary, stable)) return undefined;
  return `the processes are not of the same age: ${hours(canary)} and ${hours(stable)}; restart stable together with the canary`;
}

/** NaN when one of them does not say. */
function meanAge(processes: readonly ProcessMemory[]): number {
  return meanOf(
    processes.map(
      ({ startedAt = Number.NaN, samples }) => Math.max(...samples.map(({ at }) => at)) - startedAt,
    ),
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / MEBIBYTE).toFixed(0)} MB`;
}

function hours(ms: number): string {
  return `${(ms / HOUR).toFixed(1)} h`;
}
