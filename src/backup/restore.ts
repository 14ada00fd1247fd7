import { join } from 'node:path';
import { applyRestore } from './apply-restore.ts';
import { findOccupant } from './find-occupant.ts';
import { type BackupEntry, type BackupManifest, damaged } from './manifest.ts';
import type { BackupPorts } from './ports.ts';
import { readBackup } from './read-archive.ts';
import { refuseInUse } from './refuse-in-use.ts';
import { planRestore, type RestoreChange, type RestoreStep } from './restore-plan.ts';

/** What to restore, and how far to go. */
export interface RestoreOptions {
  readonly archive: string;
  /** The project folder. */
  readonly folder: string;
  /** Replace files that differ. */
  readonly force: boolean;
  /** Stop at the plan. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  /** Files of this kind stay as they are. */
  readonly without?: BackupEntry['kind'] | undefined;
}

/**
 * How it ended. `planned`: a dry run; `unchanged`: everything was in place already; `refused`: files differ and
 * `force` was not given. Only `restored` changed anything.
 */
type RestoreOutcome = 'restored' | 'planned' | 'unchanged' | 'refused';

/** What restoring came to. */
export interface RestoredBackup {
  readonly archive: string;
  readonly createdAt: string;
  readonly outcome: RestoreOutcome;
  readonly changes: readonly RestoreChange[];
}

/**
 * Restores a backup. Everything is verified before anything is touched.
 * @throws AqeError BACKUP_MISSING, BACKUP_FOREIGN, BACKUP_DAMAGED, DATABASE_BUSY, FILE_…, INTERRUPTED
 */
export async function restoreBackup(
  options: RestoreOptions,
  ports: BackupPorts,
): Promise<RestoredBackup> {
  return ports.disk.withTemporaryFolder(async (unpacked) => {
    const manifest = await readBackup(options.archive, ports, unpacked);
    await verifyDatabases(manifest, { ...options, unpacked }, ports);
    const entries = manifest.entries.filter(({ kind }) => kind !== options.without);
    const steps = await plan(entries, options.folder, ports);
    const outcome = decide(steps, options);
    if (outcome === 'restored') {
      const pending = steps.filter(({ action }) => action !== 'keep');
      await refuseInUse(pending, ports);
      await applyRestore(pending, { unpacked, signal: options.signal }, ports);
    }
    const { archive } = options;
    return { archive, createdAt: manifest.createdAt, outcome, changes: steps.map(changeOf) };
  });
}

async function verifyDatabases(
  { entries }: BackupManifest,
  { archive, unpacked }: { readonly archive: string; readonly unpacked: string },
  { databases }: BackupPorts,
): Promise<void> {
  for (const { kind, name, path } of entries) {
    if (kind !== 'database') continue;
    // oxlint-disable-next-line no-await-in-loop -- one database in a backup
    const problem = await databases.problemIn(join(unpacked, name));
    if (problem !== undefined) throw damaged(archive, `${path} is no sound database: ${problem}`);
  }
}

async function plan(
  entries: readonly BackupEntry[],
  folder: string,
  ports: BackupPorts,
): Promise<readonly RestoreStep[]> {
  return planRestore(
    await Promise.all(
      entries.map(async (entry) => ({ entry, occupant: await findOccupant(entry, folder, ports) })),
    ),
  );
}

function decide(
  steps: readonly RestoreStep[],
  { force, dryRun }: Pick<RestoreOptions, 'force' | 'dryRun'>,
): RestoreOutcome {
  if (steps.every(({ action }) => action === 'keep')) return 'unchanged';
  if (dryRun) return 'planned';
  return force || steps.every(({ action }) => action !== 'replace') ? 'restored' : 'refused';
}

function changeOf({ path, kind, size, action }: RestoreStep): RestoreChange {
  return { path, kind, size, action };
}
