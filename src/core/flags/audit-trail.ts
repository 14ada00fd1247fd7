/** Something that changed how the fleet works. */
export interface AuditEntry {
  /** An entry that arrives twice under its id is kept once. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who did it: a person, or a part of aqe that acts by itself. */
  readonly by: string;
  /** What was done, as in `flags.set`. */
  readonly action: string;
  readonly reason: string;
  /** What it was done with; a value that JSON can hold. */
  readonly details: unknown;
}

/** Which entries are asked for. */
interface AuditQuery {
  /** At most so many, the newest ones. */
  readonly limit: number;
  /** Only those of one action. */
  readonly action?: string | undefined;
}

/** Who did what, when and why. It only grows. Every method rejects with AqeError STORE_UNAVAILABLE. */
export interface AuditTrail {
  append(entry: AuditEntry): Promise<void>;
  /** The newest first, in the order of their arrival. */
  list(query: AuditQuery): Promise<readonly AuditEntry[]>;
}
