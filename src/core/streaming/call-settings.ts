/** How patient a call is, and how much it keeps for a slow reader; `streaming` in the configuration. */
export interface CallSettings {
  /** Events that are kept for a slow reader, at least 1. */
  readonly bufferSize: number;
  /** Share of the buffer at which reading from the provider pauses: above 0, at most 1. */
  readonly backpressureThreshold: number;
  /** Milliseconds without a sign of life after which a stream counts as stalled. */
  readonly timeoutMs: number;
  /** Times to try again. */
  readonly maxRetries: number;
  /** Milliseconds: the longest wait before the first retry. */
  readonly backoffMs: number;
  /** By what that grows with each retry, at least 1. */
  readonly backoffMultiplier: number;
}
