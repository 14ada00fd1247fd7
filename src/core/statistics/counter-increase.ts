/** A counter as it was read. */
export interface CounterReading {
  readonly value: number;
  /** When its process started, on any scale; undefined when it does not say. */
  readonly startedAt: number | undefined;
}

/** How much a counter grew. */
export interface CounterIncrease {
  /** From the first reading to the last one. A lower bound when there were resets: what was counted between the last reading and the restart is lost. */
  readonly increase: number;
  readonly resets: number;
  /** False when a restart could have gone unseen: 887 → 1748 may be 861 more, or 2208. */
  readonly certain: boolean;
}

/** How much a counter grew, with every restart of its process seen by its start time, or at least by a value that fell. */
export function counterIncrease(readings: readonly CounterReading[]): CounterIncrease {
  let increase = 0;
  let resets = 0;
  for (const [index, reading] of readings.entries()) {
    const before = readings[index - 1];
    if (before === undefined) continue;
    const restarted = before.startedAt !== reading.startedAt || reading.value < before.value;
    resets += restarted ? 1 : 0;
    increase += restarted ? reading.value : reading.value - before.value;
  }
  return {
    increase,
    resets,
    certain: readings.every(({ startedAt }) => startedAt !== undefined),
  };
}
