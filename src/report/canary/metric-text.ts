import type { MetricResult } from '../../rollout/verdict.ts';

const MEBIBYTE = 1_048_576;

const names = {
  assignment: 'Assignment',
  errorRate: 'Error rate',
  p95Latency: 'P95 latency',
  costPerTask: 'Cost per task',
  memory: 'Memory',
  tasksPerSecond: 'Tasks/sec',
  p95FirstChunk: 'P95 first chunk',
  streamingSuccess: 'Stream failures',
} as const satisfies Record<MetricResult['metric'], string>;

/** The cells of one metric, for people. */
export function metricText(result: MetricResult): {
  readonly metric: string;
  readonly canary: string;
  readonly stable: string;
  readonly delta: string;
  readonly n: string;
  readonly interval: string;
  readonly verdict: string;
  readonly reason: string;
} {
  const { metric, required, canary, stable, delta, n, interval, verdict, reason } = result;
  const compared = (value: number): string => deltaText(value, result.scale);
  return {
    metric: required ? names[metric] : `${names[metric]} (advisory)`,
    canary: valueText(canary, result.unit),
    stable: valueText(stable, result.unit),
    delta: delta === null ? '-' : compared(delta),
    n: n.canary + n.stable === 0 ? '-' : `${n.canary}/${n.stable}`,
    interval: interval === null ? '-' : `${compared(interval.low)} to ${compared(interval.high)}`,
    verdict,
    reason,
  };
}

function valueText(value: number | null, unit: MetricResult['unit']): string {
  if (value === null) return '-';
  switch (unit) {
    case 'share': {
      return `${(value * 100).toFixed(2)}%`;
    }
    case 'ms': {
      return `${Number((value / 1000).toPrecision(3))}s`;
    }
    case 'usd': {
      return `$${Number(value.toPrecision(3))}`;
    }
    case 'bytes': {
      return `${(value / MEBIBYTE).toFixed(0)}MB`;
    }
    case 'tasks/s': {
      return String(Number(value.toPrecision(3)));
    }
  }
}

/** A difference in points, or a ratio as the change that it is. */
function deltaText(value: number, scale: MetricResult['scale']): string {
  const percent = (scale === 'ratio' ? value - 1 : value) * 100;
  const sign = percent > 0 ? '+' : '';
  return scale === 'ratio' ? `${sign}${percent.toFixed(0)}%` : `${sign}${percent.toFixed(2)}pp`;
}
