import { basename, dirname, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { databaseSettings } from '../config/effective/database-settings.ts';
import { MAX_CONFIG_BYTES, parseConfig } from '../config/document/parse.ts';
import type { Files } from '../core/ports.ts';
import { AqeError } from '../errors.ts';
import { type BackupEntry, isInside } from './manifest.ts';

/** What the user asks to be backed up. */
export interface BackupRequest {
  /** The project folder: everything in a backup lies below it. */
  readonly folder: string;
  /** Relative to the folder, or absolute. */
  readonly config: string;
  /** A file; `false` leaves the database out; undefined takes the one that the configuration names. */
  readonly database: string | false | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A file that goes into the backup. */
export interface BackupItem extends Pick<BackupEntry, 'kind' | 'path'> {
  readonly source: string;
}

/** What a backup will hold, and what it leaves out. */
export interface BackupPlan {
  readonly items: readonly BackupItem[];
  readonly skipped: readonly Skipped[];
}

/** Something that a reader might expect in the backup. */
export interface Skipped {
  readonly what: string;
  readonly reason: string;
}

/**
 * Decides what belongs to a backup.
 * @throws AqeError FILE_NOT_FOUND, USAGE when a file lies outside of the project folder, and what reading
 *   the configuration throws
 */
export async function planBackup(request: BackupRequest, files: Files): Promise<BackupPlan> {
  const config = resolve(request.folder, request.config);
  const bytes = await files.read(config, MAX_CONFIG_BYTES);
  const items = [item(request, 'config', config)];
  for (const path of companions(config)) {
    // oxlint-disable-next-line no-await-in-loop -- two files at most
    if ((await files.info(path)) !== undefined) items.push(item(request, 'config', path));
  }
  const database = await findDatabase(request, bytes);
  if ('reason' in database) return { items, skipped: [database] };
  const path = resolve(request.folder, database.filename);
  if ((await files.info(path)) === undefined) {
    if (request.database !== undefined) throw missing(path);
    return { items, skipped: [{ what: database.filename, reason: 'the file does not exist' }] };
  }
  return { items: [...items, item(request, 'database', path)], skipped: [] };
}

/** What `migrate-config` leaves beside a configuration. */
function companions(config: string): string[] {
  const ending = extname(config);
  const next = `${basename(config, ending)}.v1.0.5${ending}`;
  return [`${config}.backup.v1.0.4`, join(dirname(config), next)];
}

async function findDatabase(
  request: BackupRequest,
  config: Uint8Array,
): Promise<{ readonly filename: string } | Skipped> {
  if (request.database === false) return { what: 'database', reason: 'left out as asked' };
  if (request.database !== undefined) return { filename: request.database };
  const { value } = await parseConfig(config, request.config);
  const settings = databaseSettings(value, request.env);
  if (settings.type === 'sqlite') return settings;
  const type = settings.type === 'other' ? settings.named : settings.type;
  return { what: 'database', reason: `it is ${type}; back it up with its own tools` };
}

function item(request: BackupRequest, kind: BackupItem['kind'], source: string): BackupItem {
  const path = relative(request.folder, source).replaceAll('\\', '/');
  if (isAbsolute(path) || !isInside(path)) {
    throw new AqeError(
      'USAGE',
      `${source} lies outside of the project folder ${request.folder}, or its name cannot be packed`,
      {
        hint:
          'A backup holds files below the folder that aqe runs in. Run it in the folder that holds them all' +
          (kind === 'database' ? ', or leave the database out with --no-database.' : '.'),
      },
    );
  }
  return { kind, path, source };
}

function missing(path: string): AqeError {
  return new AqeError('FILE_NOT_FOUND', `${path} does not exist`, {
    hint: 'Without --database the file that the configuration names is taken.',
  });
}
