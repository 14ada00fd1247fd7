import { type Counts, rateOf } from '../../core/statistics/counts.ts';
import { fisherTest } from '../../core/statistics/fisher.ts';
import { newcombeInterval } from '../../core/statistics/newcombe.ts';
import { riskProcess } from '../../core/statistics/risk-process.ts';
import { type Arms, type CountEvidence, type TaskCounts, totalOf } from '../evidence.ts';
import { type Judging, proofOf } from '../margins.ts';
import type { MetricResult, Verdict } from '../verdict.ts';
import { blankResult } from './blank-result.ts';
import { countText, percentText } from './count-text.ts';
import { moreForFloor, moreForRates } from './more-tasks.ts';
import { needsText } from './needs-text.ts';
import { withoutData } from './without-data.ts';

/** One failure in one task is no proof. */
const FAIL_FLOOR = { trials: 20, events: 3 };
const FLOOR = 100;

/**
 * Whether tasks fail more often. Harm is shown by an e-process, which may be looked at all the time; its absence by the upper bound of Newcombe's interval.
 * @param metric `errorRate`, or `streamingSuccess` with the streams that fell back or broke as the events
 */
export function judgeErrorRate(
  metric: 'errorRate' | 'streamingSuccess',
  evidence: CountEvidence,
  judging: Judging,
): MetricResult {
  const { margins, confidence } = judging;
  const common = { metric, ...blankResult, required: margins.required.includes(metric) };
  const scale = 'difference' as const;
  const margin = margins.errorRate;
  if (evidence.kind !== 'counts') return { ...common, scale, margin, ...withoutData(evidence) };
  const counts = {
    canary: totalOf(evidence.windows, 'canary'),
    stable: totalOf(evidence.windows, 'stable'),
  };
  const { canary, stable } = counts;
  const measured = {
    ...common,
    scale,
    margin,
    n: { canary: canary.trials, stable: stable.trials },
  };
  if (canary.trials === 0 || stable.trials === 0) {
    const needed = moreForFloor(measured.n, FLOOR);
    const arm = canary.trials === 0 ? 'canary' : 'stable';
    const reason = `no tasks of ${arm}; ${needsText(needed)}`;
    return { ...measured, needed, verdict: 'INSUFFICIENT_DATA', reason };
  }
  const interval = newcombeInterval(canary, stable, confidence);
  const eValue = provenBy(evidence, margins.errorRatio);
  return {
    ...measured,
    canary: rateOf(canary),
    stable: rateOf(stable),
    delta: rateOf(canary) - rateOf(stable),
    interval,
    statistics: { eValue, fisherGreater: fisherTest(canary, stable).greater },
    ...decide(counts, { eValue, proof: proofOf(judging), high: interval.high, margin, confidence }),
  };
}

/** The largest e-value so far: what was once proved stays so. */
function provenBy({ windows }: TaskCounts, allowed: number): number {
  return Math.min(Number.MAX_VALUE, Math.exp(Math.max(0, ...riskProcess(windows, allowed))));
}

interface Shown {
  readonly eValue: number;
  readonly proof: number;
  readonly high: number;
  readonly margin: number;
  readonly confidence: number;
}

function decide(
  counts: Arms<Counts>,
  { eValue, proof, high, margin, confidence }: Shown,
): { readonly verdict: Verdict; readonly reason: string; readonly needed: MetricResult['needed'] } {
  const { canary, stable } = counts;
  const enoughToFail = canary.trials >= FAIL_FLOOR.trials && canary.events >= FAIL_FLOOR.events;
  if (eValue >= proof && enoughToFail) {
    const reason = `tasks fail more often: ${countText(canary.events)} of ${countText(canary.trials)} against ${countText(stable.events)} of ${countText(stable.trials)} (e-value ${eValue.toPrecision(3)}, ${proof} is proof)`;
    return { verdict: 'FAIL', reason, needed: null };
  }
  const needed = moreForRates(counts, { margin, confidence, floor: FLOOR });
  if (Math.min(canary.trials, stable.trials) < FLOOR) {
    const floor = moreForFloor({ canary: canary.trials, stable: stable.trials }, FLOOR);
    const reason = `fewer than ${FLOOR} tasks in an arm; ${needsText(needed ?? floor)}`;
    return { verdict: 'INSUFFICIENT_DATA', reason, needed: needed ?? floor };
  }
  if (high <= margin) {
    const reason = `at most ${pointsText(high)} more, ${pointsText(margin)} are allowed`;
    return { verdict: 'PASS', reason, needed: null };
  }
  const reason = `up to ${pointsText(high)} more cannot be excluded, ${pointsText(margin)} are allowed; ${needsText(needed)}`;
  return { verdict: 'INCONCLUSIVE', reason, needed };
}

function pointsText(share: number): string {
  return percentText(share).replace('%', 'points');
}
