import { dirname, join } from 'node:path';
import { AqeError } from '../../../errors.ts';
import { HalfMoved, halfMoved, someOf, unchanged } from './failures.ts';
import { type Move, moveAll } from './move-all.ts';
import { type Run, runsOf } from './places.ts';
import { planUndo, type UndoStep } from './plan-undo.ts';
import type { JournalJob, JournalPorts } from './ports.ts';
import type { Journal } from './record.ts';
import { forgetRun, readJournal, removeTemporary, tidyFolders, writeJournal } from './store.ts';

/** What is to be undone. */
export interface UndoJob extends JournalJob {
  /** Put back even what somebody has changed since. */
  readonly force: boolean;
  /** Only say what would be done. */
  readonly preview: boolean;
}

/** What was undone, or would be. */
export interface UndoneRun {
  /** Files that got their former content back, relative to the root. */
  readonly restored: readonly string[];
  /** Files that the run had created, relative to the root. */
  readonly removed: readonly string[];
  readonly changes: readonly UndoneChange[];
}

/** One file before and after it was undone. */
interface UndoneChange {
  /** Absolute. */
  readonly path: string;
  /** No bytes when the file was gone. */
  readonly before: Uint8Array;
  /** Undefined when the file is removed. */
  readonly after: Uint8Array | undefined;
}

/**
 * Gives the files of the newest run of a command their former bytes and permissions, all or none, also when that run
 * died half-way; then forgets it, so that the next call undoes the run before.
 * Files that have their former content already are left alone.
 * @throws AqeError UNDO_REFUSED when there is nothing to undo, when somebody has changed a file since, or when the
 *   journal is not sound; FILE_… when something cannot be written: then all is as it was
 */
export async function undoLastRun(job: UndoJob, ports: JournalPorts): Promise<UndoneRun> {
  const { run, journal } = await newest(job, ports);
  const steps = await planUndo({ run, journal, root: job.root }, ports);
  const changed = steps.filter(({ conflict }) => conflict).map(({ name }) => name);
  if (changed.length > 0 && !job.force) throw changedSince(changed, job);
  const moves = steps.flatMap(({ move }) => (move === undefined ? [] : [move]));
  if (!job.preview) {
    await undo({ run, journal, moves }, job, ports);
    if (journal.state !== 'done') await tidy(steps, ports);
    await forgetRun(run, job.root, ports);
  }
  return summary(steps);
}

/** The newest run of a command, and what it did. */
async function newest(
  { root, command, preview }: UndoJob,
  ports: JournalPorts,
): Promise<{ run: Run; journal: Journal }> {
  const runs = await runsOf(root, ports);
  for (const run of runs.filter((other) => other.command === command)) {
    // oxlint-disable-next-line no-await-in-loop -- the first one is the one, as a rule
    const journal = await readJournal(run, root, ports);
    if (typeof journal === 'string') throw unsound(run, journal);
    if (journal !== undefined) return { run, journal };
    // Killed when all was undone, or before it began: nothing but waste.
    // oxlint-disable-next-line no-await-in-loop
    if (!preview) await forgetRun(run, root, ports);
  }
  if (!preview) await tidyFolders(root, ports);
  throw new AqeError('UNDO_REFUSED', `there is nothing to undo: ${command} has changed no file`, {
    hint: 'Run it in the project whose files were changed. A run can be undone once.',
  });
}

async function undo(
  { run, journal, moves }: { run: Run; journal: Journal; moves: readonly Move[] },
  job: UndoJob,
  ports: JournalPorts,
): Promise<void> {
  // From here on some files may be old and some new: whoever is killed in between can be undone once more.
  await writeJournal(run, { journal: { ...journal, state: 'writing' }, first: false }, ports);
  try {
    await moveAll(moves, ports);
  } catch (error) {
    if (error instanceof HalfMoved) throw halfMoved(error, job);
    await writeJournal(run, { journal, first: false }, ports).catch(() => undefined);
    throw unchanged(error);
  }
}

async function tidy(steps: readonly UndoStep[], ports: JournalPorts): Promise<void> {
  const folders = new Set(steps.map(({ path }) => dirname(path)));
  await Promise.all([...folders].map(async (folder) => removeTemporary(folder, ports)));
}

function summary(steps: readonly UndoStep[]): UndoneRun {
  const done = steps.filter(({ move }) => move !== undefined);
  const nothing = new Uint8Array();
  return {
    restored: done.filter(({ move }) => move?.to !== undefined).map(({ name }) => name),
    removed: done.filter(({ move }) => move?.to === undefined).map(({ name }) => name),
    changes: done.map(({ path, move }) => ({
      path,
      before: move?.from?.bytes ?? nothing,
      after: move?.to?.bytes,
    })),
  };
}

function changedSince(names: readonly string[], { command }: UndoJob): AqeError {
  return new AqeError('UNDO_REFUSED', `these were changed since: ${someOf(names)}`, {
    hint: `Nothing was undone. To put back what was there before, and lose these changes, use: aqe ${command} --undo --force`,
  });
}

function unsound({ folder }: Run, reason: string): AqeError {
  return new AqeError('UNDO_REFUSED', `${join(folder, 'journal.json')} is not sound: ${reason}`, {
    hint: 'Nothing was undone. Compare the copies beside it, in `before`, with your files, then remove the folder.',
  });
}
