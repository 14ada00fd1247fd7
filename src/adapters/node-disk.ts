import { createHash } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import {
  chmod,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  open,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Disk, Fingerprint } from '../core/ports.ts';
import { AqeError } from '../errors.ts';
import { fileFailure, hasCode } from './file-failure.ts';

/** Whole files on this machine. */
export const nodeDisk: Disk = {
  fingerprint,
  withTemporaryFolder,
  resolve: async (path) => unlessAbsent(realpath(path), undefined),
  list: async (folder) => (await unlessAbsent(readdir(folder), [])).toSorted(),
  makeFolder: async (path) => {
    const first = await attempt(`make the folder ${path}`, async () =>
      mkdir(path, { recursive: true }),
    );
    if (first !== undefined) await syncNew(first, path);
  },
  removeFolder: async (path) =>
    attempt(`remove the folder ${path}`, async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      await sync(dirname(path));
    }),
  removeIfEmpty: async (path) => {
    // Not empty, not there, not allowed: then it stays.
    await rmdir(path).catch(() => undefined);
  },
  setMode: async (path, mode) =>
    attempt(`set the permissions of ${path}`, async () => chmod(path, mode)),
  copy: async (source, target, mode) =>
    attempt(`copy ${source} to ${target}`, async () => {
      await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      await chmod(target, mode);
      await sync(target);
    }),
  save: async (content, target) =>
    attempt(`write ${target}`, async () => {
      await pipeline(content, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
    }),
  keep: async (path, name) =>
    attempt(`keep ${path} as ${name}`, async () => {
      await linkOrCopy(path, name);
      await sync(dirname(name));
    }),
  rename: async (from, to) =>
    attempt(`rename ${from} to ${to}`, async () => {
      await rename(from, to);
      await sync(dirname(to));
    }),
};

async function fingerprint(path: string): Promise<Fingerprint | undefined> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    await pipeline(createReadStream(path), async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) {
        size += chunk.length;
        hash.update(chunk);
      }
    });
    return { size, sha256: hash.digest('hex') };
  } catch (error) {
    return absentOr(error, undefined);
  }
}

async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await attempt('make a temporary folder', async () =>
    mkdtemp(join(tmpdir(), 'aqe-backup-')),
  );
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function linkOrCopy(path: string, name: string): Promise<void> {
  try {
    await link(path, name);
  } catch (error) {
    if (!hasCode(error) || error.code === 'EEXIST') throw error;
    // FAT and some network file systems know no hard links.
    await copyFile(path, name, constants.COPYFILE_EXCL);
    await sync(name);
  }
}

/** Makes a file or a folder durable. Some systems cannot open a folder; there the rename is all one gets. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** Makes new folders durable, from the innermost to the first that was not there before. */
async function syncNew(first: string, innermost: string): Promise<void> {
  const above = dirname(innermost);
  await sync(above);
  if (innermost !== first && above !== innermost) await syncNew(first, above);
}

async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileFailure(what, error);
  }
}

async function unlessAbsent<T>(work: Promise<T>, absent: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    return absentOr(error, absent);
  }
}

/** The answer for "nothing is there"; throws for any other failure. */
function absentOr<T>(error: unknown, absent: T): T {
  if (!hasCode(error)) throw error;
  if (error.code === 'ENOENT') return absent;
  throw new AqeError('FILE_UNREADABLE', `cannot read: ${error.message}`, { cause: error });
}
