import type { BackupStorage, Files } from '../core/ports.ts';

/** What backups need of the outside world. */
export interface BackupPorts extends BackupStorage {
  readonly files: Files;
}
