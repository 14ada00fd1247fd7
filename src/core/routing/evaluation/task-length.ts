import { payloadTexts } from '../payload-text.ts';
import type { RoutableTask } from '../routable-task.ts';
import { sumOf } from './sum-of.ts';

/** UTF-16 units of the description and of all texts that come with it. */
export function taskLength({ description, payload }: RoutableTask): number {
  return description.length + sumOf(payloadTexts(payload), ({ length }) => length);
}
