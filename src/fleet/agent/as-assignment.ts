import { randomUUID } from 'node:crypto';
import { AqeError } from '../../errors.ts';
import type { QETask, TaskAssignment } from './agent-types.ts';

/**
 * An assignment as it is, or one for the task.
 * @throws AqeError USAGE for what is neither
 */
export function asAssignment(given: TaskAssignment | QETask, agentId: string): TaskAssignment {
  if (isRecord(given)) {
    if ('task' in given && isRecord(given.task)) return given;
    if ('type' in given) {
      const task = given;
      return {
        id: `task-${randomUUID()}`,
        task,
        agentId,
        assignedAt: new Date(),
        status: 'assigned',
      };
    }
  }
  throw new AqeError('USAGE', 'Invalid task assignment', {
    hint: 'An assignment has a task, and a task an id and a type: {id, type, payload}.',
  });
}

/** Callers in JavaScript give anything. */
function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
