import { dirname, join } from 'node:path';
import { AqeError } from '../../../errors.ts';
import { isPlain } from './inside.ts';
import { journalFile, migrationsFolder, type Run } from './places.ts';
import type { JournalPorts } from './ports.ts';
import { decodeJournal, encodeJournal, type Journal } from './record.ts';

/** Git is told to look away: the copies in here are nobody's source. */
const IGNORE_ALL = Buffer.from('*\n');

/**
 * The journal of a run; undefined when there is none: then the run touched nothing, or was undone whole.
 * A text says what is wrong with a journal that cannot be used.
 */
export async function readJournal(
  run: Run,
  root: string,
  ports: JournalPorts,
): Promise<Journal | string | undefined> {
  const file = journalFile(run);
  const bytes = await readIfThere(file, ports);
  if (bytes === undefined) return undefined;
  if (!(await isPlain(file, root, ports))) return 'a link leads to it';
  return decodeJournal(bytes, run.command);
}

/** One step, because another process may be removing it. */
async function readIfThere(file: string, { files }: JournalPorts): Promise<Uint8Array | undefined> {
  try {
    return await files.read(file);
  } catch (error) {
    if (error instanceof AqeError && error.code === 'FILE_NOT_FOUND') return undefined;
    throw error;
  }
}

/**
 * Writes a journal, durably, over the former one.
 * @param first when true, there must not be one yet
 * @throws AqeError FILE_…
 */
export async function writeJournal(
  run: Run,
  { journal, first }: { journal: Journal; first: boolean },
  { files }: JournalPorts,
): Promise<void> {
  await files.write(journalFile(run), encodeJournal(journal), { overwrite: !first });
}

/**
 * Makes the folder of all runs, hidden from git.
 * @throws AqeError MIGRATION_REFUSED when it would be outside of the project, FILE_…
 */
export async function prepareFolder(root: string, ports: JournalPorts): Promise<void> {
  const folder = migrationsFolder(root);
  if (!(await isPlain(folder, root, ports))) {
    throw new AqeError('MIGRATION_REFUSED', `${folder} is, or is in, a link to another place`, {
      hint: 'The former contents are kept there. Make it a folder of its own.',
    });
  }
  await ports.disk.makeFolder(folder);
  const ignore = join(folder, '.gitignore');
  if ((await ports.files.info(ignore)) !== undefined) return;
  await ports.files.write(ignore, IGNORE_ALL, { overwrite: true });
}

/** Removes a run, and what is only there for runs when it was the last one. */
export async function forgetRun(run: Run, root: string, ports: JournalPorts): Promise<void> {
  const { files, disk } = ports;
  // The journal goes first: what is left without one is known to be waste.
  const file = journalFile(run);
  if ((await files.info(file)) !== undefined) await files.remove(file);
  await disk.removeFolder(run.folder);
  await tidyFolders(root, ports);
}

/** Removes the folders of all runs, unless there is something in them. */
export async function tidyFolders(root: string, ports: JournalPorts): Promise<void> {
  const { files, disk } = ports;
  const folder = migrationsFolder(root);
  if (!(await isPlain(folder, root, ports))) return;
  await removeTemporary(folder, ports);
  const left = await disk.list(folder);
  if (left.length === 1 && left[0] === '.gitignore') await files.remove(join(folder, '.gitignore'));
  await disk.removeIfEmpty(folder);
  await disk.removeIfEmpty(dirname(folder));
}

/** Removes what a process that was killed was just writing. */
export async function removeTemporary(
  folder: string,
  { files, disk }: JournalPorts,
): Promise<void> {
  const names = await disk.list(folder);
  const left = names.filter((name) => TEMPORARY.test(name));
  await Promise.all(
    left.map(async (name) => files.remove(join(folder, name)).catch(() => undefined)),
  );
}

/** How the adapter for files names what it has not finished. */
const TEMPORARY = /^\.aqe-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
