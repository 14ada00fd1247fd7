import type { FeatureFlags } from '../flags/feature-flags.ts';
import type { FinalStatus, TaskRecord, TaskRecordQuery } from './task-record.ts';

/** A task that is to be kept until it was done. */
export interface NewTask {
  /** Unique. */
  readonly id: string;
  /** Of all tasks with the same key only the first is accepted. */
  readonly idempotencyKey?: string | undefined;
  /** The same for requests that mean the same: what tells a repetition from another use of its key. */
  readonly fingerprint: string;
  readonly agentType: string;
  readonly taskType: string;
  readonly priority: number;
  /** What is to be done; a value that JSON can hold. */
  readonly request: unknown;
  /** What was decided when it was admitted, and holds for it whoever runs it. */
  readonly admission: Admission;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How the flags stood for a task when it was admitted. */
export interface Admission {
  readonly features: FeatureFlags;
  readonly variant: string;
  /** Of the shared flags. */
  readonly generation: number;
}

/** How a task is to be accepted. */
export interface AcceptOptions {
  /** How many may wait; as many more may slip in as replicas accept in the same moment. */
  readonly limit: number;
  /** Begins it at once for a replica that has room, so that nobody else does; it does not count as waiting then. */
  readonly claim?: Claim | undefined;
}

/** Who wants to work, and until when it is theirs. */
export interface Claim {
  readonly replica: string;
  readonly now: number;
  readonly leaseMs: number;
}

/** What became of a wish to accept a task. */
export type AcceptOutcome =
  | { readonly kind: 'accepted'; readonly task: StoredTask }
  /** It was accepted before. */
  | { readonly kind: 'known'; readonly task: StoredTask }
  /** The key belongs to a task that is another one. */
  | { readonly kind: 'conflict'; readonly task: StoredTask }
  | { readonly kind: 'full' };

/** A task with all that is kept of it. */
export interface StoredTask {
  readonly record: TaskRecord;
  readonly request: unknown;
  readonly admission: Admission;
  /** Somebody asked to stop it. */
  readonly cancelRequested: boolean;
  /** What came out of it, a value that JSON can hold; undefined before, and where nothing did. */
  readonly result?: unknown;
  /** For people; undefined where nothing failed. */
  readonly errorMessage?: string | undefined;
}

/** One beginning of a task: what is done in its name counts only while it is the last one. */
interface Attempt {
  readonly id: string;
  /** `attempts` of the record when it was begun. */
  readonly attempt: number;
}

/** How an attempt ended. */
export interface TaskEnd extends Attempt, Measured {
  readonly status: FinalStatus;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly result?: unknown;
  readonly errorMessage?: string | undefined;
}

type Measured = Pick<TaskRecord, 'durationMs' | 'firstChunkMs' | 'cost' | 'tokens' | 'errorCode'>;

/** An attempt that is still its replica's. */
export interface HeldAttempt extends Attempt {
  readonly cancelRequested: boolean;
}

/** How many tasks are not final. */
interface QueueDepth {
  readonly queued: number;
  readonly running: number;
}

/** Which leases have run out, and when a task is given up. */
interface RecoverOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A task that was begun so often is begun no more: it may be what kills its replicas. */
  readonly maxAttempts: number;
}

/**
 * The tasks of a fleet, each done at least once whatever happens to replicas. Every method is atomic and durable, may be called again after a failure, and rejects with
 * AqeError STORE_UNAVAILABLE. A replica holds what it works on by a lease; after it ran out another one may begin the task again, and nothing that the first
 * one says of it counts any more.
 */
export interface TaskQueue {
  accept(task: NewTask, options: AcceptOptions): Promise<AcceptOutcome>;
  /** Begins at most so many tasks that wait: by priority, then in the order of their arrival. */
  claim(claim: Claim, most: number): Promise<readonly StoredTask[]>;
  /** Keeps these tasks until `now + leaseMs`, those that are still the replica's. @returns which they are */
  renew(claim: Claim, ids: readonly string[]): Promise<readonly HeldAttempt[]>;
  /** Ends a task. @returns false when the attempt is not the last one, or over: then nothing changes */
  finish(end: TaskEnd): Promise<boolean>;
  /** Gives a task back that was begun, for another replica. @returns as {@link finish} does; a task that is to stop is cancelled instead */
  release(attempt: Attempt, now: number): Promise<boolean>;
  /** Lets tasks wait again whose lease ran out; those that were to stop are cancelled, those begun too often fail with TASK_LOST. @returns how many */
  recover(options: RecoverOptions): Promise<number>;
  /** Cancels a task that waits, and asks the replica of one that runs to stop. @returns how it stands then; undefined when there is none */
  cancel(id: string, now: number): Promise<StoredTask | undefined>;
  get(id: string): Promise<StoredTask | undefined>;
  depth(): Promise<QueueDepth>;
  /** The final ones, in the order in which they ended. */
  records(query: TaskRecordQuery): AsyncIterable<TaskRecord>;
  /** Deletes final tasks that ended before. @returns how many */
  forget(finishedBefore: number): Promise<number>;
}
