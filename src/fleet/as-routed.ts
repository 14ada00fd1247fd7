import type { RoutableTask } from '../core/routing/routable-task.ts';
import type { FleetTask } from './task.ts';

/** A task as the router reads it: its files are part of what is given. */
export function asRouted({
  type,
  agentType,
  description,
  payload,
  inputs,
}: FleetTask): RoutableTask {
  const files = inputs.map(({ content }) => content);
  const given = payload === undefined ? files : [payload, ...files];
  return { type, agentType, description, payload: files.length === 0 ? payload : given };
}
