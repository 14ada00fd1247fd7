import { sumOf } from './sum-of.ts';

/** A task as far as this baseline sees it: its length, and the position of its label. */
type Measured = readonly [length: number, label: number];

const FOLDS = 10;
/** So many limits are tried on each side. */
const STEPS = 20;

/** How often two limits on the length give the right label: chosen on nine tenths of the tasks, tried on the others, ten times. */
export function lengthBaseline(tasks: readonly Measured[]): number {
  const folds = Array.from({ length: FOLDS }, (_, fold) => fold);
  const right = (fold: number): number => {
    const limits = bestLimits(tasks.filter((_task, index) => index % FOLDS !== fold));
    return countRight(
      tasks.filter((_task, index) => index % FOLDS === fold),
      limits,
    );
  };
  return sumOf(folds, right) / tasks.length;
}

/** Up to `low` is simple, up to `high` medium. */
interface Limits {
  readonly low: number;
  readonly high: number;
}

function countRight(tasks: readonly Measured[], limits: Limits): number {
  return tasks.filter(([length, label]) => classify(length, limits) === label).length;
}

function classify(length: number, { low, high }: Limits): number {
  if (length <= low) return 0;
  return length <= high ? 1 : 2;
}

function bestLimits(tasks: readonly Measured[]): Limits {
  const sorted = tasks.map(([length]) => length).toSorted((a, b) => a - b);
  const steps = Array.from({ length: STEPS + 1 }, (_, step) =>
    Math.floor(((sorted.length - 1) * step) / STEPS),
  );
  const limits = steps.flatMap((position) => sorted.slice(position, position + 1));
  const pairs = limits.flatMap((low, index) => limits.slice(index).map((high) => ({ low, high })));
  const scored = pairs.map((pair) => ({ pair, right: countRight(tasks, pair) }));
  const none = { pair: { low: 0, high: 0 }, right: -1 };
  return scored.reduce((best, other) => (other.right > best.right ? other : best), none).pair;
}
