import { join, resolve } from 'node:path';
import { archiveName } from './archive-name.ts';
import { type BackupRequest, planBackup } from './collect.ts';
import { type CreatedBackup, createBackup, type CreateOptions } from './create.ts';
import type { BackupPorts } from './ports.ts';

/** A whole backup: what to take, and where to write it. */
export interface BackUpOptions
  extends BackupRequest, Pick<CreateOptions, 'createdAt' | 'aqeVersion'> {
  /** The archive, relative to the project folder; by default a new name in `backups`. */
  readonly out: string | undefined;
}

/**
 * Backs a project up.
 * @throws AqeError what {@link planBackup} and {@link createBackup} throw
 */
export async function backUp(options: BackUpOptions, ports: BackupPorts): Promise<CreatedBackup> {
  const plan = await planBackup(options, ports.files);
  const target = resolve(options.folder, options.out ?? (await freeName(options, ports)));
  return createBackup({ ...options, plan, target }, ports);
}

async function freeName(
  { folder, createdAt }: BackUpOptions,
  { disk }: BackupPorts,
): Promise<string> {
  const taken = await disk.list(join(folder, 'backups'));
  return join('backups', archiveName(createdAt.toISOString(), taken));
}
