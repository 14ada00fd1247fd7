import { join } from 'node:path';
import { AqeError } from '../../../errors.ts';
import { type FileState, hasFingerprint, stateOf } from './content.ts';
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
  { path: name, before, after }: JournalFile,
  place: UndoPlace,
  ports: JournalPorts,
): Promise<UndoStep> {
  const path = join(place.root, name);
  if ((await realPlace(path, place.root, ports)) === undefined) {
    throw refused(`${name} leads out of the project`);
  }
  const from = await stateOf(path, ports);
  const former = hasFingerprint(from?.bytes, before ?? undefined);
  if (former && (before === null || from?.mode === before.mode)) {
    return { name, path, move: undefined, conflict: false };
  }
  const conflict = !former && !hasFingerprint(from?.bytes, after);
  const to = before === null ? undefined : await copied(name, before, place, ports);
  return { name, path, move: from === to ? undefined : { path, from, to }, conflict };
}

async function copied(
  name: string,
  before: NonNullable<JournalFile['before']>,
  { run, root }: UndoPlace,
  ports: JournalPorts,
): Promise<FileState> {
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
