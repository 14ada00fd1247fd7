import type { BackupStorage } from '../core/ports.ts';
import { nodeDisk } from './node-disk.ts';
import { sqliteDatabases } from './sqlite-databases.ts';
import { tarArchives } from './tar-archives.ts';

/**
 * Backups on this machine.
 * @param signal ends the long parts of the work
 */
export function backupStorage(signal: AbortSignal): BackupStorage {
  return { disk: nodeDisk, archives: tarArchives(signal), databases: sqliteDatabases() };
}
