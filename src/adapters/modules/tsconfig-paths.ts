import { dirname } from 'node:path';
import type { PathsMatcher } from 'get-tsconfig';
import { getTsconfigPackage } from './get-tsconfig-package.ts';
import { nearestTsconfig, readTsconfig, type Tsconfig } from './tsconfig.ts';

/** Where `paths` and `baseUrl` of the nearest tsconfig.json say that an import may be: absolute paths without promise. */
export type PathAliases = (folder: string, specifier: string) => readonly string[];

/** Reads each tsconfig.json once. */
export function pathAliases(): PathAliases {
  const byFolder = new Map<string, readonly PathsMatcher[]>();
  const byConfig = new Map<string, readonly PathsMatcher[]>();
  const matchersFor = (folder: string): readonly PathsMatcher[] => {
    const path = nearestTsconfig(folder);
    if (path === undefined) return [];
    const matchers = byConfig.get(path) ?? matchersOf(path, new Set());
    byConfig.set(path, matchers);
    return matchers;
  };
  return (folder, specifier) => {
    const matchers = byFolder.get(folder) ?? matchersFor(folder);
    byFolder.set(folder, matchers);
    return matchers.flatMap((matcher) => matcher(specifier));
  };
}

/** Its own paths first, then those of the projects it refers to: one that only refers has none. */
function matchersOf(path: string, seen: Set<string>): readonly PathsMatcher[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const tsconfig = readTsconfig(path);
  if (tsconfig === undefined) return [];
  const { bases, references } = tsconfig;
  // Of several bases the last one has the last word.
  const others = [...bases.toReversed(), ...references];
  return [...matcherOf(tsconfig), ...others.flatMap((other) => matchersOf(other, seen))];
}

function matcherOf({ result }: Tsconfig): readonly PathsMatcher[] {
  try {
    const matcher = getTsconfigPackage().createPathsMatcher(result);
    return matcher === null ? [] : [matcher];
  } catch {
    return matcherWithBase(result);
  }
}

/** Paths without a leading `./` need a base; the file that would give one is missing. */
function matcherWithBase({ path, config }: Tsconfig['result']): readonly PathsMatcher[] {
  const compilerOptions = { ...config.compilerOptions, baseUrl: dirname(path) };
  try {
    const matcher = getTsconfigPackage().createPathsMatcher({
      path,
      config: { ...config, compilerOptions },
    });
    return matcher === null ? [] : [matcher];
  } catch {
    // More than one star, or not lists of strings.
    return [];
  }
}
