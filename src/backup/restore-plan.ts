import type { Fingerprint } from '../core/ports.ts';
import type { BackupEntry } from './manifest.ts';

/** What restoring one file comes to. */
export interface RestoreChange extends Pick<BackupEntry, 'path' | 'kind' | 'size'> {
  readonly action: 'create' | 'replace' | 'keep';
}

/** The same with what the work needs to know. */
export interface RestoreStep extends RestoreChange {
  readonly entry: BackupEntry;
  /** The file to write, links resolved. */
  readonly target: string;
}

/** A file of the project where a backup wants to write. */
export interface Occupant {
  readonly target: string;
  /** Undefined when nothing is there. */
  readonly print: Fingerprint | undefined;
  /** A database's log holds changes that the file itself lacks. */
  readonly pendingLog: boolean;
}

/** Decides for every file of a backup whether it is new, the same, or another one. */
export function planRestore(
  found: readonly { readonly entry: BackupEntry; readonly occupant: Occupant }[],
): readonly RestoreStep[] {
  return found.map(({ entry, occupant }) => ({
    path: entry.path,
    kind: entry.kind,
    size: entry.size,
    action: actionFor(entry, occupant),
    entry,
    target: occupant.target,
  }));
}

function actionFor(
  { sha256 }: BackupEntry,
  { print, pendingLog }: Occupant,
): RestoreChange['action'] {
  if (print === undefined) return 'create';
  return print.sha256 === sha256 && !pendingLog ? 'keep' : 'replace';
}
