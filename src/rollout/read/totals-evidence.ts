import type { Counts } from '../../core/statistics/counts.ts';
import type { Arms, CountEvidence, Measurements } from '../evidence.ts';
import type { ArmTotals } from './read-arm.ts';
import type { TaskEvidence } from './task-evidence.ts';

/** One window of sums. */
export interface TotalsWindow {
  readonly totals: Arms<ArmTotals>;
  /** Of canary, 0 to 1. */
  readonly share: number | undefined;
}

const arms = ['canary', 'stable'] as const;

/**
 * Makes evidence of sums.
 * @param windows at least one, in the order of time
 */
export function totalsEvidence(windows: readonly TotalsWindow[]): TaskEvidence {
  return {
    period: undefined,
    tasks: countsOf(windows),
    durations: measurementsOf(windows, { name: 'duration', list: 'durations', mean: 'p95' }),
    costs: measurementsOf(windows, { name: 'cost', list: 'costs', mean: 'meanCost' }),
    firstChunks: { kind: 'inapplicable', reason: 'nobody measured it' },
  };
}

function countsOf(windows: readonly TotalsWindow[]): CountEvidence {
  for (const { totals } of windows) {
    for (const arm of arms) {
      const { trials, failures } = totals[arm];
      if (!isCount(trials) || !isCount(failures)) {
        return {
          kind: 'unusable',
          reason: `the number of tasks or failures of ${arm} is not known`,
        };
      }
      if (failures > trials) {
        return {
          kind: 'unusable',
          reason: `${arm} has more failures (${failures}) than tasks (${trials})`,
        };
      }
    }
  }
  return {
    kind: 'counts',
    windows: windows.map(({ totals }) => ({
      canary: countsIn(totals.canary),
      stable: countsIn(totals.stable),
    })),
    shares: windows.map(({ share }) => share),
  };
}

function countsIn({ trials, failures }: ArmTotals): Counts {
  return { trials: trials ?? 0, events: failures ?? 0 };
}

interface Columns {
  readonly name: string;
  readonly list: 'durations' | 'costs';
  readonly mean: 'p95' | 'meanCost';
}

function measurementsOf(
  windows: readonly TotalsWindow[],
  { name, list, mean }: Columns,
): Measurements {
  const arm = (which: 'canary' | 'stable'): readonly ArmTotals[] =>
    windows.map(({ totals }) => totals[which]);
  const all = windows.flatMap(({ totals }) => [totals.canary, totals.stable]);
  if (all.every((totals) => totals[list] !== undefined)) {
    const values = (which: 'canary' | 'stable'): readonly (number | null)[] =>
      arm(which).flatMap((totals) => totals[list] ?? []);
    if (![...values('canary'), ...values('stable')].every((value) => isAmount(value))) {
      return { kind: 'unusable', reason: `the ${name} of some tasks is not known` };
    }
    const samples = (which: 'canary' | 'stable'): readonly { value: number; stratum: string }[] =>
      values(which).map((value) => ({ value: value ?? 0, stratum: '' }));
    return { kind: 'samples', samples: { canary: samples('canary'), stable: samples('stable') } };
  }
  const [only] = windows;
  const means = { canary: only?.totals.canary[mean], stable: only?.totals.stable[mean] };
  if (windows.length > 1 || (means.canary === undefined && means.stable === undefined)) {
    return { kind: 'absent', reason: `no task says its ${name}` };
  }
  const of = (which: 'canary' | 'stable'): { mean: number; n: number } => ({
    mean: means[which] ?? Number.NaN,
    n: only?.totals[which].trials ?? 0,
  });
  if (!isAmount(means.canary) || !isAmount(means.stable)) {
    return { kind: 'unusable', reason: `the ${name} of an arm is not known` };
  }
  return { kind: 'means', means: { canary: of('canary'), stable: of('stable') } };
}

function isCount(value: number | null): value is number {
  return value !== null && Number.isInteger(value) && value >= 0;
}

function isAmount(value: number | null | undefined): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
