import type { Counts } from '../../core/statistics/counts.ts';
import { newcombeInterval } from '../../core/statistics/newcombe.ts';
import type { Arms } from '../evidence.ts';
import type { ArmSizes } from '../verdict.ts';

/** Beyond so many times as many tasks, "more" is no advice. */
const MOST_TIMES = 10_000;
/** The search ends when the factor is known to this part. */
const PRECISION = 0.01;

/**
 * About how many more tasks it takes until the interval of the difference is below a margin, if rates and shares stay as they are.
 * @returns null when the rates themselves differ by too much
 */
export function moreForRates(
  counts: Arms<Counts>,
  { margin, confidence, floor }: { margin: number; confidence: number; floor: number },
): ArmSizes | null {
  const { canary, stable } = counts;
  if (canary.trials === 0 || stable.trials === 0) return missing(counts, floor);
  const least = Math.max(1, floor / canary.trials, floor / stable.trials);
  const passes = (times: number): boolean =>
    newcombeInterval(scaled(canary, times), scaled(stable, times), confidence).high <= margin;
  if (!passes(MOST_TIMES)) return null;
  let [low, high] = [least, MOST_TIMES];
  if (passes(low)) high = low;
  while (high / low > 1 + PRECISION) {
    const middle = Math.sqrt(low * high);
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return more({ canary: canary.trials, stable: stable.trials }, high);
}

/**
 * The same for the interval of a ratio, whose logarithm narrows with the root of the number of tasks.
 * @returns null when the ratio itself is too high
 */
export function moreForRatio(
  n: ArmSizes,
  { ratio, high, limit }: { ratio: number; high: number; limit: number },
): ArmSizes | null {
  if (!(ratio < limit) || !(high > limit)) return null;
  const times = (Math.log(high / ratio) / Math.log(limit / ratio)) ** 2;
  return times > MOST_TIMES ? null : more(n, times);
}

/** What is missing to the least number. */
export function moreForFloor(n: ArmSizes, floor: number): ArmSizes {
  return {
    canary: Math.max(0, floor - n.canary),
    stable: Math.max(0, floor - n.stable),
  };
}

function missing({ canary, stable }: Arms<Counts>, floor: number): ArmSizes {
  return moreForFloor({ canary: canary.trials, stable: stable.trials }, floor);
}

function scaled({ trials, events }: Counts, times: number): Counts {
  return { trials: trials * times, events: events * times };
}

function more(n: ArmSizes, times: number): ArmSizes {
  return {
    canary: Math.ceil(n.canary * (times - 1)),
    stable: Math.ceil(n.stable * (times - 1)),
  };
}
