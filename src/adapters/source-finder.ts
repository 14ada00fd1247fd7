import { realpathSync } from 'node:fs';
import { basename, relative } from 'node:path';
import type { FoundSources, SourceFinder, SourceQuery } from '../core/source-ports.ts';
import { AqeError } from '../errors.ts';
import {
  type ChosenPaths,
  choosePaths,
  isWithin,
  notFound,
  requireInside,
} from './chosen-paths.ts';
import { hasCode } from './file-failure.ts';
import { absolute, type Grepped, grepTracked, workTreeAt } from './git-listing.ts';
import { walkFiles } from './ignored-walk.ts';
import { slashed } from './slashed.ts';
import type { GitPlace } from './git.ts';
import { isInBuiltFolder, isSource } from './source-kind.ts';
import { filesWith, isForbidden, isReadable, isRegular } from './text-search.ts';

/** All files that count, wherever they are in the project. */
interface Project {
  readonly root: string;
  readonly git: boolean;
  readonly files: readonly string[];
  /** Those of which git says that they are there, and regular. */
  readonly regular: ReadonlySet<string>;
  /** Those that git does not know yet. */
  readonly untracked: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** The files that the paths hold. */
interface Selection {
  readonly files: readonly string[];
  /** Those that the list of the project does not have, because they are ignored. */
  readonly extra: readonly string[];
}

/**
 * Finds source files on this machine. In a git work tree git says what there is; elsewhere the .gitignore files do.
 * Folders named node_modules and dist are left out below the paths, declaration files everywhere. Paths that
 * begin with `!` leave out what they match; a query without any other path means the whole of `cwd`.
 * A source that cannot be read counts as one that contains the texts: its reader can say so.
 *
 * `find` fails with AqeError FILE_NOT_FOUND, FILE_UNREADABLE, INTERRUPTED, or USAGE for a path outside of the root.
 * @param cwd relative paths count from here
 * @param signal ends a search with INTERRUPTED
 */
export function sourceFinder(cwd: string, signal: AbortSignal): SourceFinder {
  return { find: async (query) => find(query, cwd, signal) };
}

async function find(query: SourceQuery, cwd: string, signal: AbortSignal): Promise<FoundSources> {
  const here = realFolder(cwd);
  const chosen = await choosePaths(query.paths, here);
  // Most of the time goes by while git is at work: all that it is asked for is asked for at once.
  const [tracked, { project, selection }] = await Promise.all([
    searchTracked(query.needles, chosen, { cwd: here, signal }),
    selectIn(here, chosen, signal),
  ]);
  const hits = await search(query.needles, { selection, tracked }, project);
  const { root, git } = project;
  const sources = selection.files.filter((path) => isSource(path));
  const others = selection.files.filter((path) => !isSource(path) && hits.has(path));
  return {
    root,
    git,
    seen: sources.length,
    sources: sources.filter((path) => hits.has(path)).toSorted(),
    mentions: others.filter((path) => isReadable(path)).toSorted(),
    manifests: manifestsOf(project, selection.extra),
  };
}

function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!hasCode(error)) throw error;
    throw new AqeError('FILE_NOT_FOUND', `${path} does not exist`, { cause: error });
  }
}

async function projectAt(cwd: string, signal: AbortSignal): Promise<Project> {
  const tree = await workTreeAt({ cwd, signal });
  if (tree !== undefined) return { ...tree, git: true, signal };
  const files = await walkFiles(cwd, cwd, signal);
  return { root: cwd, git: false, files, regular: new Set(), untracked: new Set(), signal };
}

async function selectIn(
  cwd: string,
  chosen: ChosenPaths,
  signal: AbortSignal,
): Promise<{ readonly project: Project; readonly selection: Selection }> {
  const project = await projectAt(cwd, signal);
  requireInside(chosen, project.root);
  return { project, selection: await select(chosen, project) };
}

/** @throws AqeError FILE_NOT_FOUND for a pattern that matches nothing */
async function select(chosen: ChosenPaths, project: Project): Promise<Selection> {
  const extra = chosen.files.map(({ path }) => path);
  const files = new Set(extra);
  for (const { given, path, matches } of chosen.folders) {
    const listed = project.files.filter((file) => file !== path && isWithin(path, file));
    // Nothing listed in a folder that was asked for: it is ignored, installed, or a repository of its own.
    const walked =
      // oxlint-disable-next-line no-await-in-loop -- one walk at a time
      listed.length > 0 ? [] : await walkFiles(project.root, path, project.signal);
    extra.push(...walked);
    const wanted = [...listed, ...walked]
      .filter((file) => !isInBuiltFolder(slashed(file.slice(path.length))))
      .filter((file) => matches?.(file) ?? true);
    if (matches !== undefined && wanted.length === 0) throw notFound(given);
    for (const file of wanted) files.add(file);
  }
  // The list of git has links, submodules and files that are gone.
  const there = [...files].filter((file) => !chosen.leftOut(file) && mayCount(file, project));
  return { extra, files: there };
}

/** Only sources are looked at here: of the others few are of interest, and they are looked at later. */
function mayCount(path: string, { regular }: Project): boolean {
  return regular.has(path) || !isSource(path) || isRegular(path);
}

/** What git finds of the rarest text; undefined when it cannot say, or nothing is to be looked for. */
async function searchTracked(
  needles: readonly string[],
  { folders }: ChosenPaths,
  place: GitPlace,
): Promise<Grepped | undefined> {
  if (needles.length === 0 || folders.length === 0) return undefined;
  // The longest one is in the fewest files.
  const rarest = needles.reduce((one, other) => (other.length > one.length ? other : one));
  return grepTracked(
    folders.map(({ path }) => path),
    rarest,
    place,
  );
}

interface Found {
  readonly selection: Selection;
  /** The tracked files that may contain every text. */
  readonly tracked: Grepped | undefined;
}

/** Which of the selected files contain every text. */
async function search(
  needles: readonly string[],
  { selection: { files, extra }, tracked }: Found,
  { root, git, regular, untracked, signal }: Project,
): Promise<ReadonlySet<string>> {
  // What git takes for a file may have become a link or a folder.
  const isStill = (file: string): boolean => !regular.has(file) || isRegular(file);
  if (needles.length === 0) return new Set(files.filter(isStill));
  const bytes = needles.map((needle) => Buffer.from(needle));
  if (!git || tracked === undefined) return filesWith(bytes, files.filter(isStill), signal);
  const found = new Set(absolute(root, tracked.names));
  const unlisted = new Set(extra);
  const likely = files.filter(
    (file) =>
      found.has(file) ||
      untracked.has(file) ||
      unlisted.has(file) ||
      (!tracked.complete && isForbidden(file)),
  );
  return filesWith(bytes, likely.filter(isStill), signal);
}

function manifestsOf({ root, files }: Project, extra: readonly string[]): string[] {
  return [...new Set([...files, ...extra])]
    .filter((file) => basename(file) === 'package.json')
    .filter((file) => !/(?:^|\/)node_modules\//.test(slashed(relative(root, file))))
    .filter((file) => isRegular(file))
    .toSorted();
}
