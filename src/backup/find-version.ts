import { join } from 'node:path';
import { parseConfig } from '../config/document/parse.ts';
import { type ConfigVersion, configVersion } from '../config/version-of.ts';
import { AqeError } from '../errors.ts';
import { listBackups } from './list.ts';
import type { BackupPorts } from './ports.ts';
import { readBackup } from './read-archive.ts';

/** What a backup is to hold. */
export interface VersionWanted {
  /** The folder with the archives. */
  readonly folder: string;
  /** The configuration, relative to the project, with `/` between the parts. */
  readonly config: string;
  readonly version: ConfigVersion;
}

/**
 * The newest sound backup whose configuration is of a version.
 * @throws AqeError BACKUP_MISSING
 */
export async function findVersion(wanted: VersionWanted, ports: BackupPorts): Promise<string> {
  const listed = await listBackups(wanted.folder, ports);
  const sound = listed
    .filter(({ state }) => state === 'ok')
    .toSorted((one, other) => (String(one.createdAt) < String(other.createdAt) ? 1 : -1));
  for (const { file } of sound) {
    // oxlint-disable-next-line no-await-in-loop -- the first that fits
    if ((await versionIn(file, wanted.config, ports)) === wanted.version) return file;
  }
  throw new AqeError(
    'BACKUP_MISSING',
    `no backup in ${wanted.folder} holds a ${wanted.config} of ${wanted.version}`,
    {
      hint: 'Name one with --backup. Was none made before the migration? `aqe migrate-config --undo` takes the configuration back alone.',
    },
  );
}

/**
 * The version of the configuration in a backup; undefined when it holds none, or one that cannot be read.
 * @throws AqeError BACKUP_…
 */
export async function versionIn(
  archive: string,
  config: string,
  ports: BackupPorts,
): Promise<ConfigVersion | undefined> {
  return ports.disk.withTemporaryFolder(async (folder) => {
    const { entries } = await readBackup(archive, ports, folder);
    const entry = entries.find(({ kind, path }) => kind === 'config' && path === config);
    if (entry === undefined) return undefined;
    const bytes = await ports.files.read(join(folder, entry.name));
    try {
      return configVersion((await parseConfig(bytes, config)).value);
    } catch (error) {
      if (error instanceof AqeError) return undefined;
      throw error;
    }
  });
}
