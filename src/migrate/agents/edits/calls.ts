import type { Edit } from '../../../config/document/splice.ts';
import type { TaskUse } from '../task-member.ts';

/** `super.performTask(x)` becomes `super.performTaskImpl(x, selection)`. @param selection its name where the call stands, if there is one */
export function renameCall({ name, call }: TaskUse, selection: string | undefined): Edit[] {
  const edits = [renameTo(name)];
  if (call?.kind !== 'listed' || call.count === 0) return edits;
  // It passes the selection on already.
  if (selection !== undefined && call.second === selection) return edits;
  // The selection is the second parameter now: what was second must move, even where there is none to pass.
  const passed = selection ?? (call.count > 1 ? 'undefined' : undefined);
  if (passed !== undefined) {
    edits.push({ start: call.firstEnd, end: call.firstEnd, text: `, ${passed}` });
  }
  return edits;
}

/**
 * `this.performTask` that goes on to mean the wrapper: outside of the renamed method, and where its arguments cannot be seen; of
 * `list.map(this.performTask.bind(this))` the second is no selection.
 */
export function isKept({ object, member, call }: TaskUse): boolean {
  return object === 'this' && (member === undefined || (call?.kind ?? 'unseen') === 'unseen');
}

/** The new name in the place of the old one. */
export function renameTo({ start, end }: { readonly start: number; readonly end: number }): Edit {
  return { start, end, text: 'performTaskImpl' };
}
