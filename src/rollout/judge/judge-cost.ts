import { ratioOfMeans } from '../../core/statistics/bootstrap-mean.ts';
import type { Arms, Measured, Measurements } from '../evidence.ts';
import { harmConfidence, type Judging } from '../margins.ts';
import type { ArmSizes, MetricResult } from '../verdict.ts';
import { blankResult } from './blank-result.ts';
import { judgeRatio } from './judge-ratio.ts';
import { moreForFloor } from './more-tasks.ts';
import { needsText } from './needs-text.ts';
import { withoutData } from './without-data.ts';

const FLOOR = 50;
/** Dearer by less than this is no harm that is worth a rollback. */
const TOLERATED = 1.05;

/**
 * Whether a task became cheaper: the bootstrap interval of the ratio of both arithmetic means, kind by kind of task. Failed tasks, retries and verifiers are part of what
 * a task costs. It passes when the saving is shown, and fails when a higher cost is.
 */
export function judgeCost(measurements: Measurements, judging: Judging): MetricResult {
  const metric = 'costPerTask';
  const { margins, seed, confidence } = judging;
  const pass = 1 - margins.saving;
  const common = {
    metric,
    ...blankResult,
    required: margins.required.includes(metric),
    unit: 'usd' as const,
    margin: pass,
  } as const;
  if (measurements.kind === 'means') {
    const { canary, stable } = measurements.means;
    const n = { canary: canary.n, stable: stable.n };
    const reason = 'a mean alone has no interval; give the cost of every task';
    return {
      ...common,
      n,
      canary: canary.mean,
      stable: stable.mean,
      delta: canary.mean / stable.mean,
      verdict: 'INSUFFICIENT_DATA',
      reason,
    };
  }
  if (measurements.kind === 'histogram') {
    return {
      ...common,
      verdict: 'INSUFFICIENT_DATA',
      reason: 'a histogram has no mean; give the cost of every task',
    };
  }
  if (measurements.kind !== 'samples') return { ...common, ...withoutData(measurements) };
  const { strata, n, dropped } = stratify(measurements.samples);
  if (Math.min(n.canary, n.stable) < FLOOR) {
    const needed = moreForFloor(n, FLOOR);
    const reason = `fewer than ${FLOOR} comparable tasks in an arm; ${needsText(needed)}`;
    return { ...common, n, needed, verdict: 'INSUFFICIENT_DATA', reason };
  }
  const judged = judgeRatio(ratioOfMeans({ strata, seed, confidence }), {
    n,
    pass,
    fail: TOLERATED,
    harm: 'a task became dearer',
    sureness: harmConfidence(judging),
  });
  const note =
    dropped === 0 ? '' : `; ${dropped} tasks of types that only one arm had are left out`;
  return { ...common, n, ...judged, reason: `${judged.reason}${note}` };
}

interface Strata {
  readonly strata: readonly {
    readonly name: string;
    readonly canary: readonly number[];
    readonly stable: readonly number[];
  }[];
  readonly n: ArmSizes;
  /** Tasks of types that only one arm had. */
  readonly dropped: number;
}

function stratify(samples: Arms<readonly Measured[]>): Strata {
  const groups = new Map<string, { canary: number[]; stable: number[] }>();
  for (const arm of ['canary', 'stable'] as const) {
    for (const { value, stratum } of samples[arm]) {
      const group = groups.get(stratum) ?? { canary: [], stable: [] };
      group[arm].push(value);
      groups.set(stratum, group);
    }
  }
  const strata = [...groups]
    .filter(([, { canary, stable }]) => canary.length > 0 && stable.length > 0)
    .map(([name, { canary, stable }]) => ({ name, canary, stable }));
  const n = {
    canary: strata.reduce((sum, { canary }) => sum + canary.length, 0),
    stable: strata.reduce((sum, { stable }) => sum + stable.length, 0),
  };
  const all = samples.canary.length + samples.stable.length;
  return { strata, n, dropped: all - n.canary - n.stable };
}
