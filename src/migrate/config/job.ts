import { type ConfigDocument, MAX_CONFIG_BYTES, parseConfig } from '../../config/document/parse.ts';
import { encodeText } from '../../config/document/text.ts';
import type { Files, WriteOptions } from '../../core/ports.ts';
import { AqeError } from '../../errors.ts';
import type { Plan } from '../plan.ts';

/** Which file becomes which; `-` is a standard stream. */
export interface Job {
  readonly source: string;
  readonly target: string;
}

/** Where 1.0.4 looks for its configuration. */
const DEFAULT_SOURCE = 'config/fleet.yaml';
const STREAM = '-';

/** Settles source and target from what was given on the command line. */
export function jobOf(
  source: string | undefined,
  target: string | undefined,
  inPlace: boolean,
): Job {
  const from = source ?? DEFAULT_SOURCE;
  if (from === '' || target === '') throw emptyName();
  if (!inPlace) {
    if (from === target && from !== STREAM) throw sameFile(from, from);
    return { source: from, target: target ?? defaultTarget(from) };
  }
  if (target === undefined && from !== STREAM) return { source: from, target: from };
  throw new AqeError('USAGE', '--in-place writes over the source; it takes no target and no `-`', {
    hint: 'Leave out the target, or leave out --in-place.',
  });
}

function emptyName(): AqeError {
  return new AqeError('USAGE', 'the name of a file is empty', {
    hint: 'Is a variable unset? Name a file, or `-` for a standard stream.',
  });
}

function sameFile(source: string, target: string): AqeError {
  const also = source === target ? 'both source and target' : `${source} under another name`;
  return new AqeError('USAGE', `${target} is ${also}; it was not touched`, {
    hint: `To write over it, with a backup, use: aqe migrate-config --in-place ${source}`,
  });
}

/** `config/fleet.yaml` becomes `config/fleet.v1.0.5.yaml`. */
function defaultTarget(source: string): string {
  if (source === STREAM) return STREAM;
  return source.replace(/(\.[^./\\]+)?$/, (ending) => `.v1.0.5${ending}`);
}

/** Where `--in-place` keeps the former file. */
export function backupOf(source: string): string {
  return `${source}.backup.v1.0.4`;
}

/** Reads and parses a configuration file; undefined when it does not exist. */
export async function readIfThere(files: Files, file: string): Promise<ConfigDocument | undefined> {
  if ((await files.info(file)) === undefined) return undefined;
  return parseConfig(await files.read(file, MAX_CONFIG_BYTES), file);
}

/**
 * The format stays: YAML in a `.json` file would be read by nobody.
 * @throws AqeError USAGE
 */
export function requireSameFormat({ format }: ConfigDocument, { source, target }: Job): void {
  if (format === 'json' || !/\.json$/i.test(target)) return;
  throw new AqeError('USAGE', `${source} is YAML, and ${target} would have to be JSON`, {
    hint: 'The migration keeps the format: name a target that ends in .yaml.',
  });
}

/** What came of writing. */
export interface Applied {
  readonly status: 'migrated' | 'up-to-date';
  readonly changed: boolean;
  readonly backup?: string;
}

/**
 * Writes a plan, with a backup first where the source itself is replaced.
 * @throws AqeError FILE_EXISTS when another file is in the way and `force` is not set
 */
export async function applyPlan(
  files: Files,
  job: Job,
  {
    document,
    plan,
    bytes,
    force,
  }: { document: ConfigDocument; plan: Plan; bytes: Uint8Array; force: boolean },
): Promise<Applied> {
  const result = encodeText({ text: plan.text, bom: document.bom });
  const former = job.source === STREAM ? undefined : await files.info(job.source);
  const mode = former?.mode ?? 0o644;
  if (job.source !== job.target) {
    const present = await files.info(job.target);
    if (former !== undefined && present?.identity === former.identity) {
      throw sameFile(job.source, job.target);
    }
    if (await holds(files, job.target, result)) return { status: 'up-to-date', changed: false };
    await files.write(job.target, result, { overwrite: force, mode });
    return { status: 'migrated', changed: true };
  }
  const backup = backupOf(job.source);
  await keepBackup(files, { backup, bytes }, { overwrite: force, mode });
  await files.write(job.target, result, { overwrite: true });
  return { status: 'migrated', changed: true, backup };
}

/** Writes a backup, unless it is there already; another run may make the same one at the same time. */
async function keepBackup(
  files: Files,
  { backup, bytes }: { backup: string; bytes: Uint8Array },
  options: WriteOptions,
): Promise<void> {
  if (await holds(files, backup, bytes)) return;
  try {
    await files.write(backup, bytes, options);
  } catch (error) {
    if (!(await holds(files, backup, bytes))) throw error;
  }
}

/** True when the file is there with just these bytes: then there is nothing to write, and nothing to ask. */
export async function holds(files: Files, file: string, bytes: Uint8Array): Promise<boolean> {
  const info = await files.info(file);
  if (info?.size !== bytes.length) return false;
  return Buffer.from(await files.read(file)).equals(bytes);
}
