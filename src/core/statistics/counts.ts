/** How many of the trials were events, such as tasks that failed. */
export interface Counts {
  /** A whole number from 0. */
  readonly trials: number;
  /** A whole number from 0 to `trials`. */
  readonly events: number;
}

/** The share of events, 0 to 1; NaN without a trial. */
export function rateOf({ trials, events }: Counts): number {
  return events / trials;
}
