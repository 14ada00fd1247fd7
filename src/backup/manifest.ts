import { AqeError } from '../errors.ts';

/** One file of a backup. */
export interface BackupEntry {
  /** Its name in the archive: `files/` and the path. */
  readonly name: string;
  readonly kind: 'config' | 'database';
  /** Where it belongs, relative to the project folder, with `/` between the parts. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** Permission bits in octal, for example `0644`. */
  readonly mode: string;
}

/** `manifest.json`, the first member of every archive: what the rest must be. */
export interface BackupManifest {
  readonly format: 'aqe-backup';
  readonly formatVersion: 1;
  readonly aqeVersion: string;
  readonly createdAt: string;
  readonly entries: readonly BackupEntry[];
}

/** The name of the manifest in the archive. */
export const MANIFEST_NAME = 'manifest.json';
/** Above this a manifest is no manifest. */
export const MAX_MANIFEST_BYTES = 1_048_576;
/** All files of a backup together: bounds what an archive may unpack to. */
export const MAX_BACKUP_BYTES: number = 64 * 1024 ** 3;

/** The name in the archive of the file at a path of the project. */
export function memberName(path: string): string {
  return `files/${path}`;
}

/**
 * Checks a manifest that anyone may have written.
 * @param archive the file's name, for messages
 * @throws AqeError BACKUP_FOREIGN when it is not ours, BACKUP_DAMAGED when it is ours and wrong
 */
export function parseManifest(text: string, archive: string): BackupManifest {
  const value = parseJson(text, archive);
  const { format, formatVersion, aqeVersion, createdAt, entries } = fields(value);
  if (format !== 'aqe-backup') throw foreign(archive, 'its manifest is of another program');
  if (formatVersion !== 1) {
    throw foreign(archive, `its format version is ${String(formatVersion)}; this aqe reads 1`);
  }
  if (typeof aqeVersion !== 'string' || !isTime(createdAt) || !Array.isArray(entries)) {
    throw damaged(archive, 'its manifest lacks aqeVersion, createdAt or entries');
  }
  const parsed = entries.map((entry) => parseEntry(entry, archive));
  refuseTwins(parsed, archive);
  refuseBomb(parsed, archive);
  return { format, formatVersion, aqeVersion, createdAt, entries: parsed };
}

/** True for a relative path that cannot leave the folder it is put in, on any system. */
export function isInside(path: string): boolean {
  return (
    path.length <= 1024 &&
    // Backslashes, drive letters and streams are separators on Windows.
    !/[\p{Cc}\\:]/u.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

/** The error for an archive that is ours, and broken or tampered with. */
export function damaged(archive: string, why: string, cause?: unknown): AqeError {
  return new AqeError('BACKUP_DAMAGED', `${archive} is damaged: ${why}`, {
    hint: 'Nothing was restored. `aqe backup list` shows which backups are whole.',
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The error for a file that is no backup of ours. */
export function foreign(archive: string, why: string): AqeError {
  return new AqeError('BACKUP_FOREIGN', `${archive} is not a backup made by aqe: ${why}`, {
    hint: 'Backups are the files that `aqe backup create` writes. `aqe backup list` shows them.',
  });
}

function parseJson(text: string, archive: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(archive, `${MANIFEST_NAME} is not valid JSON`, error);
  }
}

function parseEntry(value: unknown, archive: string): BackupEntry {
  const { name, kind, path, size, sha256, mode } = fields(value);
  if (typeof path !== 'string' || !isInside(path)) {
    throw damaged(archive, `it names the path ${JSON.stringify(path)}, which is not in a project`);
  }
  if (
    name !== memberName(path) ||
    (kind !== 'config' && kind !== 'database') ||
    !isSize(size) ||
    !matches(sha256, /^[0-9a-f]{64}$/) ||
    !matches(mode, /^0[0-7]{3}$/)
  ) {
    throw damaged(archive, `its manifest describes ${path} wrongly`);
  }
  return { name, kind, path, size, sha256, mode };
}

function refuseTwins(entries: readonly BackupEntry[], archive: string): void {
  const paths = entries.map(({ path }) => path.toLowerCase());
  const twin = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twin !== undefined) throw damaged(archive, `it names ${twin} twice`);
}

function refuseBomb(entries: readonly BackupEntry[], archive: string): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > MAX_BACKUP_BYTES) throw damaged(archive, `it would unpack to ${total} bytes`);
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}
