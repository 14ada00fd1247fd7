import type { Fingerprint } from '../../../core/ports.ts';

/**
 * What a run writes down before it touches a file. `copying`: the former contents are being saved, no file is
 * touched yet. `writing`: some files may be new and some old. `done`: all are new.
 */
export interface Journal {
  readonly version: 1;
  readonly command: string;
  /** ISO 8601 */
  readonly createdAt: string;
  readonly state: 'copying' | 'writing' | 'done';
  readonly files: readonly JournalFile[];
}

/** One file of a run. */
export interface JournalFile {
  /** Relative to the root of the project, with slashes. */
  readonly path: string;
  /** What was there; null when the run created the file. */
  readonly before: (Fingerprint & { readonly mode: number }) | null;
  readonly after: Fingerprint;
}

/** A journal as bytes. */
export function encodeJournal(journal: Journal): Uint8Array {
  return Buffer.from(`${JSON.stringify(journal, undefined, 2)}\n`);
}

/**
 * Reads a journal that anybody may have written. Paths may only name files below the root, and none of git's own.
 * @returns what is wrong with it, as text, when it is not a journal of this command
 */
export function decodeJournal(bytes: Uint8Array, command: string): Journal | string {
  const value = parseJson(bytes);
  if (!isRecord(value)) return 'it is not a JSON object';
  const { version, createdAt, state } = value;
  if (version !== 1) return 'its version is unknown';
  if (value['command'] !== command) return 'it belongs to another command';
  if (!isState(state)) return 'its state is unknown';
  if (typeof createdAt !== 'string') return 'it has no date';
  const files = decodeFiles(value['files']);
  return typeof files === 'string' ? files : { version, command, createdAt, state, files };
}

function isState(value: unknown): value is Journal['state'] {
  return value === 'copying' || value === 'writing' || value === 'done';
}

function decodeFiles(value: unknown): JournalFile[] | string {
  if (!Array.isArray(value)) return 'it has no list of files';
  const files: JournalFile[] = [];
  for (const item of value) {
    const file = decodeFile(item);
    if (typeof file === 'string') return file;
    files.push(file);
  }
  const paths = new Set(files.map(({ path }) => path));
  return paths.size < files.length ? 'it names a file twice' : files;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

function decodeFile(value: unknown): JournalFile | string {
  if (!isRecord(value) || typeof value['path'] !== 'string') return 'a file has no path';
  const path = value['path'];
  if (!isSafePath(path)) return `it names ${JSON.stringify(path)}, which no run writes`;
  const after = decodeFingerprint(value['after']);
  const before = value['before'] === null ? null : decodeBefore(value['before']);
  if (after === undefined || before === undefined) return `what it says of ${path} is incomplete`;
  return { path, before, after };
}

function decodeBefore(value: unknown): JournalFile['before'] | undefined {
  const print = decodeFingerprint(value);
  if (print === undefined || !isRecord(value)) return undefined;
  const mode = value['mode'];
  if (typeof mode !== 'number' || !Number.isInteger(mode)) return undefined;
  return mode >= 0 && mode <= 0o7777 ? { ...print, mode } : undefined;
}

function decodeFingerprint(value: unknown): Fingerprint | undefined {
  if (!isRecord(value)) return undefined;
  const { sha256, size } = value;
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) return undefined;
  return { sha256, size };
}

/** True for a relative path with slashes that stays below its root, and out of .git and .aqe. */
export function isSafePath(path: string): boolean {
  const parts = path.split('/');
  if (path.includes('\0') || /^[a-z]:/i.test(path)) return false;
  return parts.every((part) => part !== '' && part !== '.' && part !== '..' && !isOwned(part));
}

/** Git and aqe trust what is in these; some file systems take other cases for the same name. */
function isOwned(part: string): boolean {
  return part.toLowerCase() === '.git' || part.toLowerCase() === '.aqe';
}
