import { routableTask } from '../../core/routing/routable-task.ts';
import type { QETask } from '../agent/agent-types.ts';
import type { FleetTask } from '../task.ts';

/** A task of 1.0.4 as the fleet takes it: what is asked may stand in the task, in its payload, or nowhere but in its type. */
export function asFleetTask(task: QETask, agentType: string): FleetTask {
  const { description = task.type, payload } = routableTask(task) ?? {};
  return { id: task.id, agentType, type: task.type, description, payload, inputs: [] };
}
