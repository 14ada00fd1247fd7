import { join } from 'node:path';
import { AqeError } from '../errors.ts';
import { ARCHIVE_ENDING } from './archive-name.ts';
import type { BackupPorts } from './ports.ts';
import { readBackup } from './read-archive.ts';

/** One archive of a folder, as it was found by reading all of it. */
export interface ListedBackup {
  readonly file: string;
  /** Bytes of the archive. */
  readonly size: number;
  readonly state: 'ok' | 'damaged' | 'foreign';
  /** What is wrong; null when it is whole. */
  readonly problem: string | null;
  readonly createdAt: string | null;
  readonly aqeVersion: string | null;
  /** The paths of the files in it. */
  readonly entries: readonly string[];
}

/** Reads every archive of a folder, oldest name first. */
export async function listBackups(
  folder: string,
  ports: BackupPorts,
): Promise<readonly ListedBackup[]> {
  const names = await ports.disk.list(folder);
  const listed: ListedBackup[] = [];
  for (const name of names.filter((each) => isArchive(each))) {
    const file = join(folder, name);
    // oxlint-disable-next-line no-await-in-loop -- one disk: reading two at once is no faster
    listed.push({ file, ...(await examine(file, ports)) });
  }
  return listed;
}

function isArchive(name: string): boolean {
  return name.endsWith(ARCHIVE_ENDING) && !name.startsWith('.');
}

async function examine(path: string, ports: BackupPorts): Promise<Omit<ListedBackup, 'file'>> {
  const size = (await ports.files.info(path))?.size ?? 0;
  try {
    const { createdAt, aqeVersion, entries } = await readBackup(path, ports);
    const paths = entries.map((entry) => entry.path);
    return { size, state: 'ok', problem: null, createdAt, aqeVersion, entries: paths };
  } catch (error) {
    if (!(error instanceof AqeError) || error.code === 'INTERRUPTED') throw error;
    const state = error.code === 'BACKUP_FOREIGN' ? 'foreign' : 'damaged';
    const problem = error.message;
    return { size, state, problem, createdAt: null, aqeVersion: null, entries: [] };
  }
}
