import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { TsConfigResult } from 'get-tsconfig';
import { parse } from 'jsonc-parser';
import { getTsconfigPackage } from './get-tsconfig-package.ts';
import { isRecord, upward } from './package-manifests.ts';

/** A tsconfig.json as far as it can be read. */
export interface Tsconfig {
  readonly result: TsConfigResult;
  /** What it extends, when something of that is missing so that `result` is this file alone. */
  readonly bases: readonly string[];
  /** The projects it refers to. */
  readonly references: readonly string[];
}

/**
 * The tsconfig.json, else the jsconfig.json, of the nearest folder upward that has one.
 * @param names other names to look for
 */
export function nearestTsconfig(
  folder: string,
  names: readonly string[] = ['tsconfig.json', 'jsconfig.json'],
): string | undefined {
  for (const parent of upward(folder)) {
    for (const name of names) {
      const path = join(parent, name);
      if (existsSync(path)) return path;
    }
  }
  return undefined;
}

/** Reads a tsconfig.json with what it extends; undefined when it cannot be read at all. */
export function readTsconfig(path: string): Tsconfig | undefined {
  const raw = readJsonc(path);
  if (raw === undefined) return undefined;
  const references = relativePaths(raw['references'], ({ path: to }) => to, dirname(path));
  try {
    return {
      result: { path, config: getTsconfigPackage().parseTsconfig(path) },
      bases: [],
      references,
    };
  } catch {
    // It extends a package that is not installed, or is malformed.
    const bases = relativePaths(raw['extends'], undefined, dirname(path));
    return { result: { path, config: configAlone(raw) }, bases, references };
  }
}

function readJsonc(path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    const json: unknown = parse(text, [], { allowTrailingComma: true });
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

type ConfigAlone = TsConfigResult['config'];

function configAlone(raw: Readonly<Record<string, unknown>>): ConfigAlone {
  const options = isRecord(raw['compilerOptions']) ? raw['compilerOptions'] : {};
  const { baseUrl, paths } = options;
  const lists = { files: raw['files'], include: raw['include'], exclude: raw['exclude'] };
  return {
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([key, value]) =>
        Array.isArray(value) ? [[key, value.filter((item) => typeof item === 'string')]] : [],
      ),
    ),
    compilerOptions: {
      ...(typeof baseUrl === 'string' ? { baseUrl } : {}),
      ...(isRecord(paths) ? { paths: stringLists(paths) } : {}),
    },
  };
}

function stringLists(paths: Readonly<Record<string, unknown>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(paths).map(([pattern, targets]) => [
      pattern,
      Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [],
    ]),
  );
}

/** The entries of a list (or the one value) that are paths of tsconfig files, made absolute. */
function relativePaths(
  value: unknown,
  pick: ((item: Readonly<Record<string, unknown>>) => unknown) | undefined,
  folder: string,
): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items
    .map((item) => (pick !== undefined && isRecord(item) ? pick(item) : item))
    .filter((item) => typeof item === 'string')
    .filter((item) => pick !== undefined || item.startsWith('.') || isAbsolute(item))
    .map((item) => configFile(resolve(folder, item)))
    .filter((path) => path !== undefined);
}

/** A reference may name a file, a file without its ending, or a folder. */
function configFile(path: string): string | undefined {
  const candidates = path.endsWith('.json')
    ? [path]
    : [`${path}.json`, join(path, 'tsconfig.json'), path];
  return candidates.find((candidate) => existsSync(candidate));
}
