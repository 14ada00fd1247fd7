/** The bounds of an interval; both belong to it. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
