import { relative } from 'node:path';
import type { CodemodCommand, CodemodPorts } from './codemod.ts';
import { undoLastRun } from './journal/undo-last-run.ts';
import { decodeSource } from './syntax/source-text.ts';

/** What undoing restored, or would restore. Paths are relative to the root. */
export interface UndoReport {
  readonly command: CodemodCommand;
  readonly mode: 'undo' | 'preview';
  readonly status: 'undone' | 'pending';
  readonly root: string;
  readonly restored: readonly string[];
  readonly removed: readonly string[];
  /** A unified diff, in a preview. */
  readonly diff?: string;
}

/** Gives the files of the last run their former bytes back. */
export async function undoCodemod(
  request: { readonly command: CodemodCommand; readonly force: boolean; readonly preview: boolean },
  ports: Omit<CodemodPorts, 'onFile' | 'signal'>,
): Promise<UndoReport> {
  const { root } = await ports.finder.find({ paths: ['.'], needles: ['performTask'] });
  const { command, preview } = request;
  const undo = async (): ReturnType<typeof undoLastRun> => undoLastRun({ ...request, root }, ports);
  const { restored, removed, changes } = await (preview ? undo() : ports.atomically(undo));
  // They were restored at the same time, in any order.
  const undone = { command, root, restored: restored.toSorted(), removed: removed.toSorted() };
  if (!preview) return { ...undone, mode: 'undo', status: 'undone' };
  const { unifiedDiff } = await import('../unified-diff.ts');
  const diff = changes.toSorted(byPath).map((change) => {
    const name = relative(root, change.path);
    const newName = change.after === undefined ? '/dev/null' : `b/${name}`;
    return unifiedDiff({
      oldName: `a/${name}`,
      newName,
      before: decodeSource(change.before).text,
      after: change.after === undefined ? '' : decodeSource(change.after).text,
    });
  });
  return { ...undone, mode: 'preview', status: 'pending', diff: diff.join('') };
}

function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return one.path < other.path ? -1 : 1;
}
