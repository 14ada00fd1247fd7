import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readSync,
  type Stats,
} from 'node:fs';
import { breathe } from './breathe.ts';
import { hasCode } from './file-failure.ts';
import { isDeclaration, isLockFile, isSource } from './source-kind.ts';
import { readRegularFile } from './source-reader.ts';

/** Texts as bytes. */
export type Needles = readonly Buffer[];

/** Larger files are data; what mentions a method in passing is smaller. */
const MAX_MENTION = 5 * 1024 * 1024;
/** As much as git looks at to tell text from the rest. */
const HEAD = 8192;
/** After so many files others get a turn. */
const FILES_A_TURN = 256;

/** Regular files, links and folders apart. */
export function isRegular(path: string): boolean {
  return statsOf(path)?.isFile() === true;
}

/** True when this process may not read a file that is there. */
export function isForbidden(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return false;
  } catch (error) {
    if (hasCode(error)) return true;
    throw error;
  }
}

/**
 * The files that contain every text, and those that cannot be read: they might.
 * Read synchronously: three to four times faster than asynchronously.
 * @throws AqeError INTERRUPTED
 */
export async function filesWith(
  needles: Needles,
  files: readonly string[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const [index, path] of files.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- the pause is the purpose
    if (index % FILES_A_TURN === 0) await breathe(signal);
    if (!isSource(path) && !isReadable(path)) continue;
    const bytes = readRegularFile(path);
    if (bytes === undefined ? isSource(path) : holds(bytes, needles)) found.add(path);
  }
  return found;
}

function holds(bytes: Uint8Array, needles: Needles): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return needles.every((needle) => buffer.includes(needle));
}

/** True for text that people may want to read: no lock file, no declaration, not huge, not binary. */
export function isReadable(path: string): boolean {
  if (isLockFile(path) || isDeclaration(path)) return false;
  const stats = statsOf(path);
  return stats?.isFile() === true && stats.size <= MAX_MENTION && isText(path);
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (hasCode(error)) return undefined;
    throw error;
  }
}

function isText(path: string): boolean {
  try {
    return !headOf(path).includes(0);
  } catch (error) {
    if (hasCode(error)) return false;
    throw error;
  }
}

function headOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD);
    return head.subarray(0, readSync(file, head, 0, HEAD, 0));
  } finally {
    closeSync(file);
  }
}
