import { sampleRatioP } from '../../core/statistics/sample-ratio.ts';
import { type CountEvidence, type TaskCounts, totalOf } from '../evidence.ts';
import type { MetricResult, Verdict } from '../verdict.ts';
import { blankResult } from './blank-result.ts';
import { countText, percentText } from './count-text.ts';

/** Chance alone does not put a share so far off. */
const ALPHA = 0.001;
/** At least so much of each arm ran while the other one did. */
const OVERLAP = 0.5;
/** So few tasks do not show when their arm ran. */
const FEW = 20;

/** Whether the arms can be compared: tasks were divided as configured, and ran at the same time. */
export function judgeAssignment(tasks: CountEvidence, defects: readonly string[]): MetricResult {
  if (defects.length > 0) return result('ERROR', defects.join('; '));
  if (tasks.kind !== 'counts') return result('NOT_APPLICABLE', 'there are no tasks to divide');
  const canary = totalOf(tasks.windows, 'canary').trials;
  const stable = totalOf(tasks.windows, 'stable').trials;
  const n = { canary, stable };
  if (Math.min(canary, stable) >= FEW && overlapOf(tasks) < OVERLAP) {
    const reason = 'canary and stable did not run at the same time';
    return { ...result('ERROR', reason), n };
  }
  const configured = tasks.shares.flatMap((share, index) => {
    const window = tasks.windows[index];
    return share === undefined || window === undefined
      ? []
      : [{ share, canary: window.canary.trials, stable: window.stable.trials }];
  });
  if (configured.length === 0) {
    return { ...result('NOT_APPLICABLE', 'nobody said what share canary should have'), n };
  }
  if (canary + stable === 0) return result('INSUFFICIENT_DATA', 'there are no tasks');
  const counted = configured.reduce((sum, window) => sum + window.canary + window.stable, 0);
  const expected =
    configured.reduce((sum, window) => sum + window.share * (window.canary + window.stable), 0) /
    counted;
  const observed = configured.reduce((sum, window) => sum + window.canary, 0) / counted;
  const p = sampleRatioP(configured);
  const fits = p >= ALPHA;
  const text = `${countText(canary)} of ${countText(canary + stable)} tasks (${percentText(observed)}) were canary's, ${percentText(expected)} should be`;
  return {
    ...result(
      fits ? 'PASS' : 'ERROR',
      fits ? text : `${text}: tasks are lost, or counted in the wrong arm`,
    ),
    n,
    canary: observed,
    stable: 1 - observed,
    delta: observed - expected,
    statistics: { sampleRatioP: p },
  };
}

function result(verdict: Verdict, reason: string): MetricResult {
  return {
    metric: 'assignment',
    ...blankResult,
    required: true,
    scale: 'difference',
    verdict,
    reason,
  };
}

/** Which part of each arm, and of which the smaller one, lies between the first and the last window that both arms span. */
function overlapOf({ windows }: TaskCounts): number {
  const spans = (['canary', 'stable'] as const).map((arm) => ({
    first: windows.findIndex((window) => window[arm].trials > 0),
    last: windows.findLastIndex((window) => window[arm].trials > 0),
  }));
  const common = windows.slice(
    Math.max(...spans.map(({ first }) => first)),
    Math.min(...spans.map(({ last }) => last)) + 1,
  );
  const part = (arm: 'canary' | 'stable'): number =>
    totalOf(common, arm).trials / totalOf(windows, arm).trials;
  return Math.min(part('canary'), part('stable'));
}
