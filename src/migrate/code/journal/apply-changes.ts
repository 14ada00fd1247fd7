import { dirname } from 'node:path';
import { AqeError } from '../../../errors.ts';
import { fingerprintOf, sameBytes, stateOf } from './content.ts';
import { inParallel } from './in-parallel.ts';
import { below, realPlace } from './inside.ts';
import { changedMeanwhile, HalfMoved, halfMoved, unchanged } from './failures.ts';
import { moveAll } from './move-all.ts';
import { copyOf, nextRun, relativeFolder, type Run, runsOf } from './places.ts';
import type { JournalJob, JournalPorts } from './ports.ts';
import { isSafePath, type Journal } from './record.ts';
import { forgetRun, prepareFolder, readJournal, writeJournal } from './store.ts';
import { requireNoUnfinishedRun, unfinished } from './require-no-unfinished-run.ts';

/** What a file holds and what it shall hold. */
export interface FileChange {
  /** Absolute, below the root. */
  readonly path: string;
  /** Undefined when the file is created. */
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array;
}

/** A change, and what is known of its file. */
interface Planned extends FileChange {
  /** Relative to the root, with slashes. */
  readonly name: string;
  /** Permission bits; those of a new file, when it is created. */
  readonly mode: number;
}

/** Permission bits of a file that was not there. */
const NEW_FILE = 0o644;

/**
 * Writes all files or none, and keeps what was in them so that `undoLastRun` can put it back. Whenever the process
 * is killed, nothing is lost: either no file was touched, or the journal says which may have been.
 * @param changes at least one
 * @returns where the journal is, relative to the root
 * @throws AqeError MIGRATION_REFUSED when a file no longer holds `before` or is outside of the root,
 *   CODEMOD_INTERRUPTED when another run has not ended, FILE_… when something cannot be written
 */
export async function applyChanges(
  changes: readonly FileChange[],
  job: JournalJob,
  ports: JournalPorts,
): Promise<{ readonly journal: string }> {
  await requireNoUnfinishedRun(job.root, job.command, ports);
  const planned: Planned[] = [];
  await inParallel(changes, async (change) => {
    planned.push(await plan(change, job.root, ports));
  });
  const run = await claim(job, ports).catch((error: unknown) => {
    throw unchanged(error);
  });
  try {
    await keepCopies(planned, run, ports);
    await write(planned, run, ports);
  } catch (error) {
    if (error instanceof HalfMoved) throw halfMoved(error, job);
    // Why it failed is the news; what is left of the journal says that no file was changed.
    await forgetRun(run, job.root, ports).catch(() => undefined);
    throw unchanged(error);
  }
  return { journal: relativeFolder(job.root, run) };
}

async function plan(change: FileChange, root: string, ports: JournalPorts): Promise<Planned> {
  const name = below(root, change.path);
  const inside = name !== undefined && isSafePath(name);
  if (!inside || (await realPlace(change.path, root, ports)) === undefined) {
    throw new AqeError('MIGRATION_REFUSED', `${change.path} is outside of ${root}`, {
      hint: 'Nothing was changed. Leave the file out, or run aqe in the project that it belongs to.',
    });
  }
  const now = await stateOf(change.path, ports);
  if (!sameBytes(now?.bytes, change.before)) throw changedMeanwhile(change.path);
  return { ...change, name, mode: now?.mode ?? NEW_FILE };
}

/** Takes the next number, and makes sure that nobody else is at work. */
async function claim({ root, command }: JournalJob, ports: JournalPorts): Promise<Run> {
  await prepareFolder(root, ports);
  const run = nextRun(root, command, await runsOf(root, ports));
  await ports.disk.makeFolder(run.folder);
  await begin(run, ports);
  const others = await runsOf(root, ports);
  for (const other of others.filter(({ folder }) => folder !== run.folder)) {
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    const journal = await readJournal(other, root, ports);
    if (typeof journal !== 'object' || journal.state === 'done') continue;
    // Two began at the same moment. Either may see the other; none has touched a file.
    // oxlint-disable-next-line no-await-in-loop
    await forgetRun(run, root, ports);
    throw unfinished(other, command);
  }
  return run;
}

/** Two that take the same number take the same file, and the second one fails. */
async function begin(run: Run, ports: JournalPorts): Promise<void> {
  try {
    await writeJournal(run, { journal: journalOf([], run, ports), first: true }, ports);
  } catch (error) {
    if (error instanceof AqeError && error.code === 'FILE_EXISTS') {
      throw unfinished(run, run.command);
    }
    await ports.disk.removeIfEmpty(run.folder);
    throw error;
  }
}

function journalOf(planned: readonly Planned[], run: Run, { clock }: JournalPorts): Journal {
  return {
    version: 1,
    command: run.command,
    createdAt: clock.now().toISOString(),
    state: 'copying',
    files: planned.map(({ name, before, after, mode }) => ({
      path: name,
      before: before === undefined ? null : { ...fingerprintOf(before), mode },
      after: fingerprintOf(after),
    })),
  };
}

async function keepCopies(
  planned: readonly Planned[],
  run: Run,
  { files, disk }: JournalPorts,
): Promise<void> {
  const folders = new Set(planned.map(({ name }) => dirname(copyOf(run, name))));
  await inParallel([...folders], async (folder) => disk.makeFolder(folder));
  await inParallel(planned, async ({ name, before, mode }) => {
    if (before === undefined) return;
    // Nobody may read the copy who may not read the file.
    await files.write(copyOf(run, name), before, { overwrite: false, mode: mode & 0o777 });
  });
}

async function write(planned: readonly Planned[], run: Run, ports: JournalPorts): Promise<void> {
  const journal = journalOf(planned, run, ports);
  await writeJournal(run, { journal: { ...journal, state: 'writing' }, first: false }, ports);
  const moves = planned.map(({ path, before, after, mode }) => ({
    path,
    from: before && { bytes: before, mode },
    to: { bytes: after, mode },
  }));
  await moveAll(moves, ports);
  try {
    await writeJournal(run, { journal: { ...journal, state: 'done' }, first: false }, ports);
  } catch (error) {
    await moveAll(
      moves.map(({ path, from, to }) => ({ path, from: to, to: from })),
      ports,
    ).catch((problem: unknown) => {
      throw new HalfMoved(
        planned.map(({ path }) => path),
        problem,
      );
    });
    throw error;
  }
}
