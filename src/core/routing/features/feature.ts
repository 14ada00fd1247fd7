import type { FactorName } from '../complexity-analysis.ts';
import type { AskedReading } from '../reading/asked-reading.ts';
import type { GivenReading } from '../reading/read-given.ts';

/** All that was read of a task. */
export interface Reading {
  /** The description itself, for evidence. */
  readonly description: string;
  readonly asked: AskedReading;
  readonly given: GivenReading;
}

/** A number that the score is made of. */
export interface Feature {
  /** For people; the weights are found by it. */
  readonly name: string;
  readonly factor: FactorName;
  /** 0 where there is nothing to see; about 1 where there is. */
  readonly value: (reading: Reading) => number;
  /** What the value was seen by, for people. */
  readonly evidence: (reading: Reading) => string;
}

/** Counts grow fast and matter less and less. */
export function damped(count: number): number {
  return Math.log1p(count);
}
