import { join } from 'node:path';
import { AqeError } from '../../../errors.ts';
import { type FileState, hasFingerprint, sameBytes, stateOf } from './content.ts';
import { inParallel } from './in-parallel.ts';
import { realPlace } from './inside.ts';
import type { Move } from './move-all.ts';
import { copyOf, type Run } from './places.ts';
import type { JournalPorts } from './ports.ts';
import type { Journal, JournalFile } from './record.ts';

/** What undoing does to one file. */
export interface UndoStep {
  /** Relative to the root, with slashes. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Undefined when the file is as it was before the run. */
  readonly move: Move | undefined;
  /** True when the file holds neither what the run wrote nor what was there before. */
  readonly conflict: boolean;
}

/** A run and where it took place. */
export interface UndoPlace {
  readonly run: Run;
  readonly journal: Journal;
  readonly root: string;
}

/**
 * Compares every file of a run with its journal. Touches nothing.
 * @throws AqeError UNDO_REFUSED when a link leads out of the root, or a copy is not what it was
 */
export async function planUndo(place: UndoPlace, ports: JournalPorts): Promise<UndoStep[]> {
  const steps = new Map<string, UndoStep>();
  await inParallel(place.journal.files, async (file) => {
    steps.set(file.path, await stepFor(file, place, ports));
  });
  // In the order of the journal, whichever was looked at first.
  return place.journal.files.flatMap(({ path }) => steps.get(path) ?? []);
}

async function stepFor(
  file: JournalFile,
  place: UndoPlace,
  ports: JournalPorts,
): Promise<UndoStep> {
  const { path: name, after } = file;
  const path = join(place.root, name);
  if ((await realPlace(path, place.root, ports)) === undefined) {
    throw refused(`${name} leads out of the project`);
  }
  const from = await stateOf(path, ports);
  if (isFormer(from, file)) return { name, path, move: undefined, conflict: false };
  const to = await formerState(file, place, ports);
  const known = sameBytes(from?.bytes, to?.bytes) || hasFingerprint(from?.bytes, after);
  return { name, path, move: { path, from, to }, conflict: !known };
}

/** True when nothing is to be done: the content is the former one, and so are the permissions. */
function isFormer(now: FileState | undefined, { before }: JournalFile): boolean {
  if (now === undefined || before === null) return now === undefined && before === null;
  return now.mode === before.mode && hasFingerprint(now.bytes, before);
}

/** @throws AqeError UNDO_REFUSED */
async function formerState(
  { path: name, before }: JournalFile,
  { run, root }: UndoPlace,
  ports: JournalPorts,
): Promise<FileState | undefined> {
  if (before === null) return undefined;
  const copy = copyOf(run, name);
  const real = await realPlace(copy, run.folder, ports);
  const state = real === undefined ? undefined : await stateOf(real, ports);
  if (state === undefined || !hasFingerprint(state.bytes, before)) {
    throw refused(`the copy of ${name} in ${copy.slice(root.length + 1)} is damaged or missing`);
  }
  return { bytes: state.bytes, mode: before.mode };
}

function refused(reason: string): AqeError {
  return new AqeError('UNDO_REFUSED', `cannot undo: ${reason}`, {
    hint: 'Nothing was undone. Version control may have what was there before.',
  });
}
