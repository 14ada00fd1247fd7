import type { Verdict } from '../../core/escalation/verdict.ts';
import type { FleetTask } from '../task.ts';
import type { TaskResult } from '../results/task-result.ts';

/** An answer to be judged. */
export interface Answer {
  readonly task: FleetTask;
  readonly result: TaskResult;
  readonly signal: AbortSignal;
}

/** Judges answers. */
export interface Verifier {
  /** For people. */
  readonly name: string;
  verify(answer: Answer): Promise<Verdict>;
}

/** What a program of a verifier may take. */
export interface VerifierLimits {
  readonly timeoutMs: number;
  /** Mebibytes for each process; undefined: no limit. */
  readonly memoryMb?: number | undefined;
}
