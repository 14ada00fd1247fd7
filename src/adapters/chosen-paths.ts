import { realpathSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { AqeError } from '../errors.ts';
import { hasCode } from './file-failure.ts';
import { slashed } from './slashed.ts';

/** A file that was asked for. */
interface ChosenFile {
  /** As it was given. */
  readonly given: string;
  /** Absolute, links resolved. */
  readonly path: string;
}

/** A folder that was asked for, or the folder that a pattern starts from. */
interface ChosenFolder {
  /** As it was given. */
  readonly given: string;
  /** Absolute, links resolved. */
  readonly path: string;
  /** For a pattern: which of the files below count, by absolute path. */
  readonly matches: ((file: string) => boolean) | undefined;
}

/** What the paths on a command line mean. */
export interface ChosenPaths {
  /** Regular files. */
  readonly files: readonly ChosenFile[];
  readonly folders: readonly ChosenFolder[];
  /** True for what a `!pattern` leaves out, by absolute path. */
  readonly leftOut: (file: string) => boolean;
}

type Choice =
  | { readonly kind: 'file'; readonly given: string; readonly path: string }
  | { readonly kind: 'folder'; readonly folder: ChosenFolder };

/**
 * Files, folders and patterns. A name that exists is taken as it is, so that `app/[id]` needs no quoting;
 * `!` before a name or pattern leaves out what it matches, and without a slash it does so at any depth.
 * @param cwd relative paths count from here
 * @throws AqeError FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function choosePaths(paths: readonly string[], cwd: string): Promise<ChosenPaths> {
  const negative = paths.filter((path) => isNegation(path, cwd));
  const positive = paths.filter((path) => !negative.includes(path));
  const chosen = await Promise.all(
    (positive.length === 0 ? ['.'] : positive).map(async (path) => choose(path, cwd)),
  );
  const omitted = await Promise.all(negative.map(async (path) => omission(path.slice(1), cwd)));
  return {
    files: chosen.flatMap((choice) => (choice.kind === 'file' ? [choice] : [])),
    folders: chosen.flatMap((choice) => (choice.kind === 'folder' ? [choice.folder] : [])),
    leftOut: (file) => omitted.some((covers) => covers(file)),
  };
}

/** True when a path is a folder, or lies below it. Both absolute. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function isNegation(path: string, cwd: string): boolean {
  return path.startsWith('!') && path !== '!' && statOf(path, cwd) === undefined;
}

async function choose(given: string, cwd: string): Promise<Choice> {
  if (given === '') throw emptyName();
  const stats = statOf(given, cwd);
  if (stats === undefined) return { kind: 'folder', folder: await pattern(given, given, cwd) };
  const path = realpathSync(resolve(cwd, given));
  if (stats.isFile()) return { kind: 'file', given, path };
  if (!stats.isDirectory()) throw notRegular(given);
  return { kind: 'folder', folder: { given, path, matches: undefined } };
}

async function omission(given: string, cwd: string): Promise<(file: string) => boolean> {
  if (statOf(given, cwd) !== undefined) {
    const path = realpathSync(resolve(cwd, given));
    return (file) => isWithin(path, file);
  }
  const { path, matches } = await pattern(given, given.includes('/') ? given : `**/${given}`, cwd);
  return (file) => isWithin(path, file) && matches?.(file) === true;
}

async function pattern(given: string, glob: string, cwd: string): Promise<ChosenFolder> {
  const { default: picomatch } = await import('picomatch');
  if (!picomatch.scan(given).isGlob) throw notFound(given);
  const { base, glob: rest } = picomatch.scan(glob, { unescape: true });
  if (statOf(base, cwd)?.isDirectory() !== true) throw notFound(given);
  const path = realpathSync(resolve(cwd, base));
  const tail = rest.replace(/\/+$/, '');
  // A pattern that matches a folder means what is in it.
  const isMatch = picomatch([tail, `${tail}/**`], { dot: true });
  return { given, path, matches: (file) => isMatch(slashed(relative(path, file))) };
}

/** Undefined when nothing is there. */
function statOf(path: string, cwd: string): ReturnType<typeof statSync> {
  try {
    return statSync(resolve(cwd, path), { throwIfNoEntry: false });
  } catch (error) {
    if (!hasCode(error)) throw error;
    if (['ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'ERR_INVALID_ARG_VALUE'].includes(error.code)) {
      return undefined;
    }
    throw new AqeError('FILE_UNREADABLE', `cannot read ${path}: ${error.message}`, {
      hint: 'Check the path and its permissions.',
      cause: error,
    });
  }
}

/** @throws AqeError USAGE for what lies outside of the project */
export function requireInside({ files, folders }: ChosenPaths, root: string): void {
  const outside = [...files, ...folders].find(({ path }) => !isWithin(root, path));
  if (outside === undefined) return;
  throw new AqeError('USAGE', `${outside.given} is outside of ${root}`, {
    hint: 'Change to the folder of the project that it belongs to, and run aqe there.',
  });
}

/** For a path or a pattern that names nothing. */
export function notFound(given: string): AqeError {
  return new AqeError('FILE_NOT_FOUND', `${given} names no file or folder`, {
    hint: 'Paths and patterns count from the current folder. Ignored, installed and built files (node_modules, dist) count only when they are named themselves.',
  });
}

function emptyName(): AqeError {
  return new AqeError('USAGE', 'the name of a file is empty', {
    hint: 'Is a variable unset? Name a file, a folder or a pattern.',
  });
}

function notRegular(given: string): AqeError {
  return new AqeError('FILE_UNREADABLE', `${given} is not a regular file`, {
    hint: 'Name a file, a folder or a pattern.',
  });
}
