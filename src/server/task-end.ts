import { AqeError } from '../errors.ts';
import type { TaskEnd } from '../core/tasks/task-queue.ts';

/** How an attempt ended, without its measurements. */
export type Ending = Pick<TaskEnd, 'status' | 'result' | 'errorCode' | 'errorMessage'>;

/** An answer as it is kept; one that JSON cannot hold fails the task. */
export function answered(result: unknown): Ending {
  try {
    // Undefined stands for an agent that answers nothing.
    return { status: 'succeeded', result: JSON.parse(JSON.stringify(result ?? null)) };
  } catch {
    return {
      status: 'failed',
      errorCode: 'AGENT_INVALID',
      errorMessage: 'the result of the agent cannot be written as JSON',
    };
  }
}

/** A failure as it is told to whoever gave the task. What an agent of the user's own threw may say what is not for them: it stands in the log. */
export function failed(error: unknown): Ending {
  if (error instanceof AqeError && error.code === 'STORE_UNAVAILABLE') {
    // Its own message says where the database is.
    const errorMessage = 'the database of the fleet did not answer';
    return { status: 'failed', errorCode: error.code, errorMessage };
  }
  if (error instanceof AqeError) {
    return { status: 'failed', errorCode: error.code, errorMessage: error.message };
  }
  return {
    status: 'failed',
    errorCode: 'AGENT_FAILED',
    errorMessage: 'the agent failed; the log of the service says more under the id of the task',
  };
}
