import { dirname, relative } from 'node:path/posix';
import { join, sep } from 'node:path';
import type { SourceReader } from '../../../core/source-ports.ts';
import { foldersUpTo, textOf } from './folders.ts';
import { FORMATTERS, type Formatter, formatScript } from './formatters.ts';
import { commonFolder, shellPaths, shellQuote } from './shell-paths.ts';

type Json = Readonly<Record<string, unknown>>;

/** A folder of the project, and what to look there with. */
interface Place {
  readonly root: string;
  /** Relative to the root, with slashes; `.` for the root itself. */
  readonly folder: string;
  readonly manifest: Json;
  readonly reader: SourceReader;
}

/**
 * The command by which the project formats its own code, to be run by a person at the root: a script of package.json,
 * else the formatter that it is configured for.
 * @param files relative to the root
 * @returns undefined when it has none, or there is nothing to format
 */
export function formatterCommand(
  root: string,
  files: readonly string[],
  reader: SourceReader,
): string | undefined {
  if (files.length === 0) return undefined;
  const names = files.map((file) => file.replaceAll(sep, '/'));
  for (const folder of placesOf(names)) {
    const manifest = manifestIn(join(root, folder), reader);
    const command = commandAt({ root, folder, manifest, reader }, names);
    if (command === undefined) continue;
    return folder === '.' ? command : `cd ${shellQuote(folder)} && ${command}`;
  }
  return undefined;
}

/** The root first: that is where a monorepo is formatted from. */
function placesOf(files: readonly string[]): readonly string[] {
  const common = commonFolder(files.map((file) => dirname(file)));
  const parts = common === '.' ? [] : common.split('/');
  return ['.', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

function commandAt(place: Place, files: readonly string[]): string | undefined {
  const { scripts } = place.manifest;
  const script = isJson(scripts) ? formatScript(scripts) : undefined;
  const manager = packageManager(place);
  if (script !== undefined) return `${manager} run ${script}`;
  const formatter = formatterAt(place);
  if (formatter === undefined) return undefined;
  const { args, allIn } = formatter;
  const inPlace = files.map((file) => relative(place.folder, file));
  return [program(formatter, manager), ...args, ...shellPaths(inPlace, allIn)].join(' ');
}

function formatterAt({ root, folder, manifest, reader }: Place): Formatter | undefined {
  const has = (name: string): boolean => reader.read(join(root, folder, name)) !== undefined;
  const dependencies = new Set(
    ['dependencies', 'devDependencies'].flatMap((kind) => keys(manifest[kind])),
  );
  return (
    FORMATTERS.find(
      ({ configs, npmPackage }) => configs.some(has) || manifest[npmPackage] !== undefined,
    ) ?? FORMATTERS.find(({ npmPackage }) => dependencies.has(npmPackage))
  );
}

type PackageManager = 'bun' | 'npm' | 'pnpm' | 'yarn';

const LOCKS: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];

/** Packages of a monorepo have their lock file at its root. */
function packageManager({ root, folder, reader }: Place): PackageManager {
  for (const parent of foldersUpTo(root, join(root, folder))) {
    const lock = LOCKS.find(([file]) => reader.read(join(parent, file)) !== undefined);
    if (lock !== undefined) return lock[1];
  }
  return 'npm';
}

function program({ npmPackage, program: name }: Formatter, manager: PackageManager): string {
  switch (manager) {
    case 'bun':
      return `bunx ${npmPackage}`;
    case 'npm':
      // By the package: npx would download another one that has the name of the program.
      return `npx ${npmPackage}`;
    case 'pnpm':
      return `pnpm exec ${name}`;
    case 'yarn':
      return `yarn run ${name}`;
  }
}

function manifestIn(folder: string, reader: SourceReader): Json {
  const bytes = reader.read(join(folder, 'package.json'));
  try {
    const json: unknown = bytes === undefined ? undefined : JSON.parse(textOf(bytes));
    return isJson(json) ? json : {};
  } catch {
    return {};
  }
}

function keys(value: unknown): readonly string[] {
  return isJson(value) ? Object.keys(value) : [];
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
