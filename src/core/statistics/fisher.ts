import type { Counts } from './counts.ts';
import { logChoose } from './log-factorial.ts';

/** Tables as likely as the observed one, but for rounding, count as extreme as it; as in R's fisher.test. */
const TOLERANCE = 1e-7;

/** The p-values of {@link fisherTest}. */
export interface FisherTest {
  /** How likely at least as many events of the first group are when both rates are equal: small when the first one's is greater. */
  readonly greater: number;
  /** The same for at most as many. */
  readonly less: number;
  /** The sum over all tables that are at most as likely as the observed one. */
  readonly twoSided: number;
}

/** Fisher's exact test of two proportions: the hypergeometric distribution, given all margins. */
export function fisherTest(first: Counts, second: Counts): FisherTest {
  const events = first.events + second.events;
  const lowest = Math.max(0, events - second.trials);
  const highest = Math.min(first.trials, events);
  // All tables together have this weight; dividing by it at the end takes rounding with it.
  const logTotal = logChoose(first.trials + second.trials, events);
  const logWeight = (count: number): number =>
    logChoose(first.trials, count) + logChoose(second.trials, events - count) - logTotal;
  const observed = logWeight(first.events);
  let [all, greater, less, twoSided] = [0, 0, 0, 0];
  for (let count = lowest; count <= highest; count += 1) {
    const log = logWeight(count);
    const weight = Math.exp(log);
    all += weight;
    if (count >= first.events) greater += weight;
    if (count <= first.events) less += weight;
    if (log <= observed + TOLERANCE) twoSided += weight;
  }
  return { greater: greater / all, less: less / all, twoSided: twoSided / all };
}
