import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { AqeError } from '../errors.ts';
import type { BackupEntry } from './manifest.ts';
import type { BackupPorts } from './ports.ts';
import type { Occupant } from './restore-plan.ts';

type Ports = Pick<BackupPorts, 'disk' | 'files'>;

/** What SQLite keeps beside a database; beside another database's bytes they would destroy it. */
export const sidecars: readonly string[] = ['-wal', '-shm', '-journal'];

/**
 * Looks up where an entry belongs and what is there.
 * @throws AqeError FILE_UNWRITABLE when a symbolic link leads out of the folder
 */
export async function findOccupant(
  { path, kind }: BackupEntry,
  folder: string,
  ports: Ports,
): Promise<Occupant> {
  const target = await targetOf(path, folder, ports);
  const [print, pendingLog] = await Promise.all([
    ports.disk.fingerprint(target),
    kind === 'database' && hasPendingLog(target, ports),
  ]);
  return { target, print, pendingLog };
}

async function hasPendingLog(target: string, { files }: Ports): Promise<boolean> {
  const logs = await Promise.all(
    ['-wal', '-journal'].map(async (ending) => files.info(target + ending)),
  );
  return logs.some((log) => log !== undefined && log.size > 0);
}

async function targetOf(path: string, folder: string, { disk }: Ports): Promise<string> {
  const root = (await disk.resolve(folder)) ?? folder;
  const target = await resolveExisting(join(root, path), disk);
  const inside = relative(root, target);
  if (inside !== '' && !inside.startsWith('..') && !isAbsolute(inside)) return target;
  throw new AqeError('FILE_UNWRITABLE', `${path} leads out of ${root} through a symbolic link`, {
    hint: 'A backup is restored into one folder. Remove the link, or restore in another folder.',
  });
}

/** Resolves the links of the part that exists. */
async function resolveExisting(path: string, disk: Ports['disk']): Promise<string> {
  const real = await disk.resolve(path);
  if (real !== undefined || dirname(path) === path) return real ?? path;
  return join(await resolveExisting(dirname(path), disk), basename(path));
}
