import type { TaskMember } from './task-member.ts';

/** Whether the performTask of a class is the wrapper, with its overloads, or not there at all. */
export function isWrapped(members: readonly TaskMember[]): boolean {
  const bodies = members.filter(({ kind }) => kind !== 'signature');
  return bodies.every(({ isWrapper }) => isWrapper) && (bodies.length > 0 || members.length === 0);
}
