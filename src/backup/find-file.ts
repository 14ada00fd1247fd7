import { join, relative, resolve } from 'node:path';
import { listBackups } from './list.ts';
import type { BackupPorts } from './ports.ts';
import { readBackup } from './read-archive.ts';

/** A file as a backup has it. */
export interface ArchivedFile {
  readonly archive: string;
  readonly bytes: Uint8Array;
}

/**
 * The versions of one file in the whole archives of a folder, newest archive first. Damaged and foreign archives are
 * passed over.
 * @param project the folder that the archives' paths count from
 * @param file the file's path, relative or absolute
 */
export async function findArchivedFile(
  { project, file, folder }: { project: string; file: string; folder: string },
  ports: BackupPorts,
): Promise<ArchivedFile[]> {
  const path = relative(project, resolve(project, file)).replaceAll('\\', '/');
  const holding = (await listBackups(folder, ports)).filter(({ entries }) =>
    entries.includes(path),
  );
  const found: ArchivedFile[] = [];
  for (const { file: archive } of holding.toReversed()) {
    // oxlint-disable-next-line no-await-in-loop -- one disk: reading two at once is no faster
    found.push({ archive, bytes: await unpackOne(archive, path, ports) });
  }
  return found;
}

async function unpackOne(archive: string, path: string, ports: BackupPorts): Promise<Uint8Array> {
  return ports.disk.withTemporaryFolder(async (folder) => {
    const { entries } = await readBackup(archive, ports, folder);
    const name = entries.find((entry) => entry.path === path)?.name ?? '';
    return ports.files.read(join(folder, name));
  });
}
