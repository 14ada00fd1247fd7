import { constants } from 'node:fs';
import { type FileHandle, link, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { FileInfo, Files, WriteOptions } from '../core/ports.ts';
import { AqeError } from '../errors.ts';

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
    const stats = await stat(at);
    return { size: stats.size, mode: stats.mode & 0o7777, modified: stats.mtime };
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw readError(path, error);
  }
}

async function write({ path, at }: Named, data: Uint8Array, options: WriteOptions): Promise<void> {
  let temporary: string | undefined;
  try {
    const target = await followLinks(at);
    const existing = await info({ path, at: target });
    if (existing !== undefined && !options.overwrite) throw alreadyThere(path);
    temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    await writeAndSync(temporary, data, existing?.mode ?? options.mode ?? 0o644);
    // rename() would replace a file that appeared meanwhile; link() fails when the name is taken.
    if (existing === undefined && !options.overwrite) await link(temporary, target);
    else await rename(temporary, target);
    await syncFolder(dirname(target));
  } catch (error) {
    throw writeError(path, error);
  } finally {
    if (temporary !== undefined) await rm(temporary, { force: true });
  }
}

async function remove({ path, at }: Named): Promise<void> {
  try {
    await rm(at);
    await syncFolder(dirname(at));
  } catch (error) {
    throw writeError(path, error);
  }
}

/** The file behind a symbolic link, so that the link itself survives; the path itself when nothing is there. */
async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return path;
    throw error;
  }
}

async function writeAndSync(path: string, data: Uint8Array, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(data);
    // open() is subject to the umask; an existing file's bits must not be.
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename durable. Some systems cannot open a folder; there the rename is all one gets. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
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
    { hint: folder ? `Name the file in it, for example ${join(path, 'fleet.yaml')}.` : undefined },
  );
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
  return new AqeError('FILE_UNREADABLE', `cannot read ${path}: ${reason}`, { cause: error });
}

const writeReasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder does not exist',
  ENOSPC: 'the disk is full',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
};

function writeError(path: string, error: unknown): unknown {
  if (error instanceof AqeError || !(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'EEXIST') return alreadyThere(path);
  const reason = writeReasons[String(error.code)] ?? error.message;
  return new AqeError('FILE_UNWRITABLE', `cannot write ${path}: ${reason}; nothing was changed`, {
    cause: error,
  });
}
