import { AqeError } from '../errors.ts';
import type { BackupPorts } from './ports.ts';
import type { RestoreStep } from './restore-plan.ts';

/**
 * A program that has the database open would go on writing to the replaced file, and lose it all.
 * @throws AqeError DATABASE_BUSY
 */
export async function refuseInUse(
  steps: readonly RestoreStep[],
  { databases }: Pick<BackupPorts, 'databases'>,
): Promise<void> {
  for (const { kind, action, target } of steps) {
    if (kind !== 'database' || action !== 'replace') continue;
    // oxlint-disable-next-line no-await-in-loop -- one database in a backup
    if (!(await databases.inUse(target))) continue;
    throw new AqeError('DATABASE_BUSY', `${target} is in use by another process`, {
      hint: 'Stop the fleet (and whatever else has the file open), then restore. Nothing was changed.',
    });
  }
}
