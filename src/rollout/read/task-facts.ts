/** What a comparison wants to know of a task that ended by itself. */
export interface TaskFacts {
  readonly failed: boolean;
  /** Milliseconds. `undefined`: not said; `null`: said to be unknown. */
  readonly durationMs: number | null | undefined;
  /** US dollars, as above. */
  readonly cost: number | null | undefined;
  /** Milliseconds from the beginning to the first text; not said when none came. */
  readonly firstChunkMs: number | null | undefined;
  /** Tasks of one kind are compared with each other; the agent type. */
  readonly stratum: string;
  /** When it ended, in milliseconds since 1970. */
  readonly at: number | undefined;
}
