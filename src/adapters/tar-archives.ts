import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { create, Parser, type ReadEntry } from 'tar';
import type { ArchiveMember, Archives, ArchiveSource } from '../core/ports.ts';
import { AqeError } from '../errors.ts';
import { fileFailure, hasCode } from './file-failure.ts';

/**
 * Archives through the `tar` package.
 * @param signal ends the work with INTERRUPTED
 */
export function tarArchives(signal: AbortSignal): Archives {
  return {
    pack: async (source, target) => pack(source, target, signal),
    read: async (path, visit) => read(path, visit, signal),
  };
}

async function pack(
  { folder, names, modified }: ArchiveSource,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  // Most of the time goes into compression, and the higher levels gain little on databases.
  const options = { cwd: folder, gzip: { level: 4 }, portable: true, strict: true };
  try {
    // For the owner only: archives hold secrets.
    const file = createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(create({ ...options, mtime: modified }, [...names]), file, { signal });
  } catch (error) {
    if (signal.aborted) throw interrupted(error);
    throw fileFailure(`write ${target}`, error);
  }
}

async function read(
  path: string,
  visit: (member: ArchiveMember) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  await refuseOtherFiles(path);
  const walk = new Walk(visit);
  const bytes = createGunzip();
  // A failure to read comes out of `bytes`; when the loop ends early, this fails too, and nobody minds.
  pipeline(createReadStream(path), bytes, { signal }).catch(() => undefined);
  try {
    for await (const chunk of bytes) await walk.write(chunk);
    await walk.end();
  } catch (error) {
    if (signal.aborted) throw interrupted(error);
    throw archiveError(path, error, walk.started);
  }
}

function interrupted(cause: unknown): AqeError {
  return new AqeError('INTERRUPTED', 'interrupted', { cause });
}

/** Feeds the parser, which pushes, and lets one visitor after the other pull. */
class Walk {
  started = false;
  #visits: Promise<void> = Promise.resolve();
  readonly #parser = new Parser({ strict: true });
  readonly #ended: Promise<void>;
  readonly #failed: Promise<never>;

  constructor(visit: (member: ArchiveMember) => Promise<void>) {
    this.#ended = new Promise((resolve) => this.#parser.on('end', resolve));
    this.#failed = new Promise((_resolve, reject) => {
      this.#parser.on('error', reject);
      this.#parser.on('entry', (entry: ReadEntry) => {
        this.started = true;
        // An entry may be announced before the visitor of the last one has returned.
        this.#visits = this.#visits.then(async () => visit(memberOf(entry)));
        this.#visits.then(() => entry.resume(), reject);
      });
    });
    // Awaited only while the parser is fed; a failure must not count as unhandled before that.
    this.#failed.catch(() => undefined);
  }

  async write(chunk: Buffer): Promise<void> {
    const flowing = this.#parser.write(chunk);
    const drained = flowing || new Promise((resolve) => this.#parser.once('drain', resolve));
    await Promise.race([this.#failed, drained]);
  }

  async end(): Promise<void> {
    this.#parser.end();
    await Promise.race([this.#failed, this.#ended]);
    await this.#visits;
  }
}

function memberOf(entry: ReadEntry): ArchiveMember {
  const regular = entry.type === 'File' || entry.type === 'OldFile';
  return { name: entry.path, regular, size: entry.size, content: entry };
}

async function refuseOtherFiles(path: string): Promise<void> {
  const start = new Uint8Array(2);
  try {
    const handle = await open(path, 'r');
    try {
      await handle.read(start);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw archiveError(path, error, false);
  }
  if (start[0] !== 0x1f || start[1] !== 0x8b) throw notAnArchive(path, 'not gzip-compressed');
}

function archiveError(path: string, error: unknown, started: boolean): unknown {
  if (error instanceof AqeError || !hasCode(error)) return error;
  if (error.code === 'ENOENT') {
    return new AqeError('BACKUP_MISSING', `${path} does not exist`, {
      hint: '`aqe backup list` shows the backups that there are.',
      cause: error,
    });
  }
  if (!/^(Z|TAR)_/.test(error.code)) {
    return new AqeError('FILE_UNREADABLE', `cannot read ${path}: ${error.message}`, {
      cause: error,
    });
  }
  if (error.code.startsWith('TAR_') && !started) return notAnArchive(path, 'not a tar inside');
  return new AqeError('BACKUP_DAMAGED', `${path} is cut off or corrupted: ${error.message}`, {
    hint: 'Nothing was restored. `aqe backup list` shows which backups are whole.',
    cause: error,
  });
}

function notAnArchive(path: string, why: string): AqeError {
  return new AqeError('BACKUP_FOREIGN', `${path} is not a backup made by aqe: ${why}`, {
    hint: 'Backups are the files that `aqe backup create` writes. `aqe backup list` shows them.',
  });
}
