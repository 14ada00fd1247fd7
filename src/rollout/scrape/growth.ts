import { counterIncrease } from '../../core/statistics/counter-increase.ts';
import type { Arm } from '../evidence.ts';
import type { History, Scrape, Target } from './history.ts';
import { type MetricSample, seriesKey } from './parse-metrics.ts';

/** By how much one counter of one target grew between two of its answers. */
export interface Growth {
  readonly round: number;
  readonly name: string;
  readonly labels: MetricSample['labels'];
  readonly arm: Arm;
  readonly increase: number;
}

/** What grew, and why it cannot be believed. */
export interface Growths {
  readonly growths: readonly Growth[];
  readonly defects: readonly string[];
  readonly restarts: number;
}

/**
 * Follows the counters of a target; a restart is told by the start time of its process, also when a counter is already past its old value.
 * @param names of the counters
 */
export function growthsOf({ target, scrapes }: History, names: ReadonlySet<string>): Growths {
  const pairs = scrapes.slice(1).flatMap((after, index) => {
    const before = scrapes[index];
    return before === undefined ? [] : [pairOf(before, after, names)];
  });
  const found = pairs.map((pair) => growthsIn(pair, target));
  const silent = scrapes.some((scrape) => startOf(scrape) === undefined)
    ? [`${target.url} does not say when its process started: a restart would go unseen`]
    : [];
  return {
    growths: found.flatMap(({ growths }) => growths),
    defects: [...new Set([...silent, ...found.flatMap(({ defects }) => defects)])],
    restarts: pairs.filter(({ isNew }) => isNew).length,
  };
}

/** Two answers of one target, one after the other. */
interface Pair {
  readonly before: ReadonlyMap<string, MetricSample>;
  readonly after: ReadonlyMap<string, MetricSample>;
  readonly started: { readonly before: number | undefined; readonly after: number | undefined };
  readonly isNew: boolean;
  readonly round: number;
}

function pairOf(before: Scrape, after: Scrape, names: ReadonlySet<string>): Pair {
  const counters = ({ samples }: Scrape): ReadonlyMap<string, MetricSample> =>
    new Map(
      samples
        .filter(({ name }) => names.has(name))
        .map((sample) => [seriesKey(sample), sample] as const),
    );
  const started = { before: startOf(before), after: startOf(after) };
  return {
    before: counters(before),
    after: counters(after),
    started,
    isNew: started.before !== started.after,
    round: after.round,
  };
}

function growthsIn(pair: Pair, target: Target): Omit<Growths, 'restarts'> {
  const growths: Growth[] = [];
  const defects: string[] = [];
  for (const [key, sample] of pair.after) {
    // A series that was not there before began at 0.
    const from = pair.before.get(key)?.value ?? 0;
    const defect = defectOf(from, sample.value, pair.isNew);
    if (defect === undefined) growths.push(growthOf(sample, { from, pair, target }));
    else defects.push(`${sample.name} of ${target.url} ${defect}`);
  }
  const lost = [...pair.before].filter(([key]) => !pair.after.has(key));
  if (!pair.isNew) {
    defects.push(
      ...lost.map(([, { name }]) => `${name} of ${target.url} vanished without a restart`),
    );
  }
  return { growths, defects };
}

function defectOf(from: number, to: number, isNew: boolean): string | undefined {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return 'is not a number';
  return !isNew && to < from ? 'fell without a restart' : undefined;
}

interface Origin {
  readonly from: number;
  readonly pair: Pair;
  readonly target: Target;
}

function growthOf(
  { name, labels, value }: MetricSample,
  { from, pair: { started, round }, target }: Origin,
): Growth {
  const { increase } = counterIncrease([
    { value: from, startedAt: started.before },
    { value, startedAt: started.after },
  ]);
  const arm = target.arm ?? (labels['variant'] === 'canary' ? 'canary' : 'stable');
  return { round, name, labels, arm, increase };
}

function startOf({ samples }: Scrape): number | undefined {
  const value = samples.find(({ name }) => name === 'process_start_time_seconds')?.value;
  return value === undefined || Number.isNaN(value) ? undefined : value;
}
