import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import {
  type FileHandle,
  link,
  mkdir,
  open,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FileInfo, Files, WriteOptions } from '../core/ports.ts';
import { AqeError } from '../errors.ts';
import { syncFolder } from './sync-folder.ts';

/** Files on this machine; relative paths count from `cwd`, and messages keep them as they were given. */
export function nodeFiles(cwd: string): Files {
  return {
    read: async (path, limit) => read({ path, at: resolve(cwd, path) }, limit),
    info: async (path) => info({ path, at: resolve(cwd, path) }),
    write: async (path, data, options) => write({ path, at: resolve(cwd, path) }, data, options),
    remove: async (path) => remove({ path, at: resolve(cwd, path) }),
  };
}

/** A path as the user gave it, and where it is. */
interface Named {
  readonly path: string;
  readonly at: string;
}

async function read({ path, at }: Named, limit = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    // Non-blocking, so that a named pipe without a writer is refused below instead of hanging here.
    handle = await open(at, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (!stats.isFile()) throw notRegular(path, stats.isDirectory());
    if (stats.size > limit) throw tooLarge(path, stats.size, limit);
    return await handle.readFile();
  } catch (error) {
    throw readError(path, error);
  } finally {
    await handle?.close();
  }
}

async function info({ path, at }: Named): Promise<FileInfo | undefined> {
  try {
    const stats = await statIfThere(at);
    if (stats === undefined) return undefined;
    const { size, mtime: modified, dev, ino } = stats;
    return { size, mode: permissions(stats), modified, identity: `${dev}:${ino}` };
  } catch (error) {
    throw readError(path, error);
  }
}

async function statIfThere(at: string): Promise<Stats | undefined> {
  try {
    return await stat(at);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function permissions({ mode }: Stats): number {
  return mode & 0o7777;
}

async function write({ path, at }: Named, data: Uint8Array, options: WriteOptions): Promise<void> {
  try {
    const target = await followLinks(at);
    const existing = await statIfThere(target);
    if (options.folders === true) await mkdir(dirname(target), { recursive: true });
    if (existing !== undefined && !existing.isFile()) throw notReplaceable(path, existing);
    if (existing !== undefined && !options.overwrite) throw alreadyThere(path);
    await withTemporary(dirname(target), async (temporary) => {
      await writeAndSync(temporary, data, existing ?? options.mode ?? 0o644);
      if (options.overwrite) await rename(temporary, target);
      else await moveToFreeName(temporary, target);
    });
    await syncFolder(dirname(target));
  } catch (error) {
    throw writeError(path, error);
  }
}

/** Lends the name of a file in the folder. The work moves the file away; when it fails, what is left is removed. */
async function withTemporary(folder: string, work: (path: string) => Promise<void>): Promise<void> {
  // Not made of the target's name, which may be as long as names can be, nor of the process id, which comes again.
  const temporary = join(folder, `.aqe-${randomUUID()}.tmp`);
  try {
    await work(temporary);
  } catch (error) {
    // What went wrong before is the news, not that a leftover could not be removed.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** rename() would replace a file that appeared meanwhile; link() fails when the name is taken. */
async function moveToFreeName(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
    // It has its name: a second one that could not be removed is no failure.
    await rm(from, { force: true }).catch(() => undefined);
  } catch (error) {
    if (!linkless.some((code) => isErrno(error, code))) throw error;
    // FAT and some network file systems know no hard links: there the name is claimed first.
    await (await open(to, 'wx')).close();
    await rename(from, to);
  }
}

/** How file systems without hard links refuse one. */
const linkless = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'] as const;

async function remove({ path, at }: Named): Promise<void> {
  try {
    await rm(at);
    await syncFolder(dirname(at));
  } catch (error) {
    throw writeError(path, error);
  }
}

/** The file behind a symbolic link, there or not, so that the link itself survives; else the path itself. */
async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
    const next = await readlink(path).catch(() => undefined);
    return next === undefined ? path : followLinks(resolve(dirname(path), next));
  }
}

/** @param like the permission bits, or the file whose bits and owner the new one gets */
async function writeAndSync(path: string, data: Uint8Array, like: number | Stats): Promise<void> {
  const mode = typeof like === 'number' ? like : permissions(like);
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(data);
    // Only root may give files away; before chmod, because it clears bits.
    if (typeof like !== 'number') await handle.chown(like.uid, like.gid).catch(() => undefined);
    // open() is subject to the umask; an existing file's bits must not be.
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function tooLarge(path: string, size: number, limit: number): AqeError {
  return new AqeError(
    'FILE_TOO_LARGE',
    `the file has ${mebibytes(size)}; the limit is ${mebibytes(limit)}`,
    {
      location: { file: path, line: 1, column: 1 },
      hint: 'A fleet configuration is a few kilobytes. Is this the right file?',
    },
  );
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}

function notRegular(path: string, folder: boolean): AqeError {
  return new AqeError(
    'FILE_UNREADABLE',
    `${path} is ${folder ? 'a folder' : 'not a regular file'}`,
    {
      hint: folder
        ? `Name the file in it, for example ${join(path, 'fleet.yaml')}.`
        : 'Name a file, or pipe the text in and name `-`.',
    },
  );
}

function notReplaceable(path: string, stats: Stats): AqeError {
  const what = stats.isDirectory() ? 'a folder' : 'a device, a pipe or a socket';
  return new AqeError('FILE_UNWRITABLE', `${path} is ${what}; it was not touched`, {
    hint: 'Name a file, or `-` for standard output.',
  });
}

function alreadyThere(path: string): AqeError {
  return new AqeError('FILE_EXISTS', `${path} is already there; it was not touched`, {
    hint: 'Choose another name, or use --force to replace it.',
  });
}

const readReasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission to read it',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'the name is too long',
  ENOTDIR: 'a part of the path is not a folder',
};

function readError(path: string, error: unknown): unknown {
  if (error instanceof AqeError || !(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ENOENT') {
    return new AqeError('FILE_NOT_FOUND', `${path} does not exist`, {
      hint: 'Check the path; it is looked up from the current folder.',
      cause: error,
    });
  }
  const reason = readReasons[String(error.code)] ?? error.message;
  return new AqeError('FILE_UNREADABLE', `cannot read ${path}: ${reason}`, {
    hint: 'Check the path and its permissions.',
    cause: error,
  });
}

const writeReasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'its folder does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
};

function writeError(path: string, error: unknown): unknown {
  if (error instanceof AqeError || !(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'EEXIST') return alreadyThere(path);
  const reason = writeReasons[String(error.code)] ?? error.message;
  return new AqeError('FILE_UNWRITABLE', `cannot write ${path}: ${reason}; it was not touched`, {
    hint: 'Make the place writable, or name another one.',
    cause: error,
  });
}
