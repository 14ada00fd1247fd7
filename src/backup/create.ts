import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { SnapshotKind } from '../core/ports.ts';
import { AqeError } from '../errors.ts';
import type { BackupItem, BackupPlan, Skipped } from './collect.ts';
import {
  type BackupEntry,
  type BackupManifest,
  MANIFEST_NAME,
  MAX_BACKUP_BYTES,
  memberName,
} from './manifest.ts';
import type { BackupPorts } from './ports.ts';
import { readBackup } from './read-archive.ts';

/** What to write, and where. */
export interface CreateOptions {
  readonly plan: BackupPlan;
  /** The archive; must not exist. */
  readonly target: string;
  readonly createdAt: Date;
  readonly aqeVersion: string;
}

/** A backup that was written and read back. */
export interface CreatedBackup {
  readonly archive: string;
  readonly createdAt: string;
  /** Bytes of the archive. */
  readonly size: number;
  /** How the database was copied; null without one. */
  readonly snapshot: SnapshotKind | null;
  readonly entries: readonly BackupEntry[];
  readonly skipped: readonly Skipped[];
}

/**
 * Writes an archive all or nothing: collected in a private folder, packed beside the target, read back and
 * compared, and only then given its name.
 * @throws AqeError FILE_EXISTS, FILE_…, DATABASE_UNREADABLE, DATABASE_BUSY, BACKUP_DAMAGED
 */
export async function createBackup(
  options: CreateOptions,
  ports: BackupPorts,
): Promise<CreatedBackup> {
  const { target, plan } = options;
  await refuseExisting(target, ports);
  return ports.disk.withTemporaryFolder(async (folder) => {
    const { manifest, snapshot } = await stage(options, folder, ports);
    await pack(manifest, { folder, target }, ports);
    const info = await ports.files.info(target);
    return {
      archive: target,
      createdAt: manifest.createdAt,
      size: info?.size ?? 0,
      snapshot,
      entries: manifest.entries,
      skipped: plan.skipped,
    };
  });
}

async function refuseExisting(target: string, { files }: BackupPorts): Promise<void> {
  if ((await files.info(target)) === undefined) return;
  throw new AqeError('FILE_EXISTS', `${target} is already there; it was not touched`, {
    hint: 'A backup never replaces a file. Choose another name with --out.',
  });
}

async function stage(
  { plan, createdAt, aqeVersion }: CreateOptions,
  folder: string,
  ports: BackupPorts,
): Promise<{ manifest: BackupManifest; snapshot: SnapshotKind | null }> {
  const entries: BackupEntry[] = [];
  let snapshot: SnapshotKind | null = null;
  for (const item of plan.items) {
    const copy = join(folder, memberName(item.path));
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    snapshot = (await take(item, copy, ports)) ?? snapshot;
    // oxlint-disable-next-line no-await-in-loop
    entries.push(await describe(item, copy, ports));
  }
  refuseHuge(entries);
  const manifest: BackupManifest = {
    format: 'aqe-backup',
    formatVersion: 1,
    aqeVersion,
    createdAt: createdAt.toISOString(),
    entries,
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await ports.files.write(join(folder, MANIFEST_NAME), new TextEncoder().encode(text), {
    overwrite: false,
  });
  return { manifest, snapshot };
}

async function take(
  { kind, source }: BackupItem,
  copy: string,
  { disk, databases }: BackupPorts,
): Promise<SnapshotKind | undefined> {
  await disk.makeFolder(dirname(copy));
  if (kind === 'config') {
    await disk.copy(source, copy, 0o600);
    return undefined;
  }
  const snapshot = await databases.snapshot(source, copy);
  const problem = await databases.problemIn(copy);
  if (problem === undefined) return snapshot;
  throw new AqeError('DATABASE_UNREADABLE', `${source} is damaged: ${problem}`, {
    hint:
      'A backup of it would not help. `sqlite3 <file> .recover` saves what is left; ' +
      '--no-database backs up the configuration alone.',
  });
}

async function describe(
  { kind, path, source }: BackupItem,
  copy: string,
  { disk, files }: BackupPorts,
): Promise<BackupEntry> {
  const [print, info] = await Promise.all([disk.fingerprint(copy), files.info(source)]);
  const mode = ((info?.mode ?? 0o600) & 0o777).toString(8).padStart(4, '0');
  return { name: memberName(path), kind, path, size: 0, sha256: '', ...print, mode };
}

function refuseHuge(entries: readonly BackupEntry[]): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total <= MAX_BACKUP_BYTES) return;
  throw new AqeError('FILE_TOO_LARGE', `the files have ${total} bytes; a backup holds 64 GiB`, {
    hint: 'Back the database up with its own tools, and the configuration with --no-database.',
  });
}

async function pack(
  manifest: BackupManifest,
  { folder, target }: { readonly folder: string; readonly target: string },
  ports: BackupPorts,
): Promise<void> {
  const { archives, disk, files } = ports;
  await disk.makeFolder(dirname(target));
  const run = randomUUID().slice(0, 8);
  const unfinished = join(dirname(target), `.${basename(target)}.${run}.unfinished`);
  const names = [MANIFEST_NAME, ...manifest.entries.map(({ name }) => name)];
  try {
    await archives.pack({ folder, names, modified: new Date(manifest.createdAt) }, unfinished);
    await readBackup(unfinished, ports);
    await disk.keep(unfinished, target);
  } finally {
    if ((await files.info(unfinished)) !== undefined) await files.remove(unfinished);
  }
}
