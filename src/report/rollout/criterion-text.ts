import { NOT_MEASURED } from '../document/document.ts';
import { formatCount } from '../format-count.ts';
import { formatDollars } from '../spending/format-dollars.ts';
import { bytesText, msText, rateText } from '../units.ts';
import type { Criterion, CriterionMetric } from './rollout-report.ts';

const NANO = 1e9;

/** What a criterion is called. */
export const criterionNames: Readonly<Record<CriterionMetric, string>> = {
  errorRate: 'Error rate',
  p95Latency: 'P95 latency',
  memory: 'Memory of a process',
  costPerTask: 'Cost per task',
  tasksPerSecond: 'Tasks per second',
  p95FirstChunk: 'P95 first chunk',
  savings: 'Savings against stable',
  satisfaction: 'User satisfaction',
  adoption: 'Adoption',
};

/** The target as people write it. */
export function targetText({ kind, target, unit }: Criterion): string {
  return `${kind === 'at-most' ? '≤' : '>'} ${valueText(target, unit)}`;
}

/** What was measured, or that nothing was. */
export function actualText({ actual, unit }: Criterion): string {
  return actual === null ? NOT_MEASURED : valueText(actual, unit);
}

/** What the documents say of 1.0.4. */
export function baselineText({ baseline, unit }: Criterion): string {
  return baseline === null ? '-' : valueText(baseline, unit);
}

/** A value in its unit. */
function valueText(value: number, unit: Criterion['unit']): string {
  switch (unit) {
    case 'share': {
      return rateText(value);
    }
    case 'ms': {
      return msText(value);
    }
    case 'bytes': {
      return bytesText(value);
    }
    case 'usd': {
      return formatDollars(value * NANO);
    }
    case 'tasks/s': {
      return formatCount(value);
    }
  }
}
