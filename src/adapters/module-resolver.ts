import { isBuiltin } from 'node:module';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import type { ModuleResolver, ResolvedModule } from '../core/source-ports.ts';
import { fileOfLocalPackage, firstFile } from './modules/local-package.ts';
import {
  installedFolder,
  type PackageManifest,
  PackageManifests,
} from './modules/package-manifests.ts';
import { importTargets } from './modules/package-targets.ts';
import { sourceFiles } from './modules/source-files.ts';
import {
  codeOfDeclaration,
  declarationOfCode,
  sourceOfOutput,
  type Surroundings,
} from './modules/source-of-output.ts';
import { type PathAliases, pathAliases } from './modules/tsconfig-paths.ts';

/** What a resolver knows of the project. */
export interface ModuleResolverOptions {
  /** The top of the project. */
  readonly root: string;
  /** The package.json files of the project, absolute or relative to `root`. */
  readonly manifests: readonly string[];
}

interface Resolution extends Surroundings {
  readonly aliases: PathAliases;
}

type Found = string | { readonly reason: string };

/**
 * Resolves imports on this machine's disk. It prefers sources to what is built from them, and finds the packages of a
 * monorepo that are not installed. Answers are remembered: make a new one when files have changed.
 */
export function moduleResolver({ root, manifests }: ModuleResolverOptions): ModuleResolver {
  const resolution: Resolution = {
    files: sourceFiles(),
    manifests: new PackageManifests(root, manifests),
    aliases: pathAliases(),
  };
  const answers = new Map<string, ResolvedModule>();
  return {
    resolve: (from, specifier) => {
      const folder = dirname(from);
      const key = `${folder}\0${specifier}`;
      const answer = answers.get(key) ?? resolveModule(folder, specifier, resolution);
      answers.set(key, answer);
      return answer;
    },
  };
}

function resolveModule(folder: string, specifier: string, resolution: Resolution): ResolvedModule {
  if (specifier.startsWith('node:')) return { kind: 'builtin' };
  const found = isPath(specifier)
    ? fileAt(folder, specifier, resolution)
    : (aliased(folder, specifier, resolution) ?? fileOfName(folder, specifier, resolution));
  if (found === undefined) return { kind: 'builtin' };
  if (typeof found !== 'string') return { kind: 'unresolved', reason: found.reason };
  const packageName = isInstalled(found) ? resolution.manifests.nameOf(found) : undefined;
  return { kind: 'file', path: found, packageName };
}

function isPath(specifier: string): boolean {
  return /^\.\.?(?:\/|$)/.test(specifier) || isAbsolute(specifier);
}

function isInstalled(path: string): boolean {
  return path.includes(`${sep}node_modules${sep}`);
}

function fileAt(folder: string, request: string, resolution: Resolution): Found {
  return fileOfPath(folder, request, resolution) ?? { reason: `no file ${request}` };
}

function fileOfPath(folder: string, request: string, resolution: Resolution): string | undefined {
  const { files, manifests } = resolution;
  const path = resolve(folder, request);
  if (isInstalled(path)) return files.installed(folder, request);
  const found = files.local(folder, request);
  if (found !== undefined) {
    // In another folder than the one it names, it is what the package.json there says.
    const named = [path, dirname(path)].includes(dirname(found));
    return named ? found : editable(found, resolution);
  }
  const manifest = manifests.at(path);
  return manifest === undefined
    ? sourceOfOutput(path, resolution)
    : fileOfLocalPackage(manifest, '.', resolution);
}

/** As in TypeScript, an alias comes before everything that has the same name. */
function aliased(folder: string, specifier: string, resolution: Resolution): string | undefined {
  for (const candidate of resolution.aliases(folder, specifier)) {
    const found = fileOfPath(folder, candidate, resolution);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A package, an internal name, or undefined for a part of Node itself. */
function fileOfName(folder: string, specifier: string, resolution: Resolution): Found | undefined {
  if (isBuiltin(specifier)) return undefined;
  if (/^[a-z][a-z\d+.-]*:/i.test(specifier)) return { reason: `${specifier} is not a file` };
  const found = resolution.files.installed(folder, specifier);
  if (found !== undefined) return preferred(found, resolution);
  return specifier.startsWith('#')
    ? internalFile(folder, specifier, resolution)
    : packageFile(folder, specifier, resolution);
}

function internalFile(folder: string, specifier: string, resolution: Resolution): Found {
  const manifest = resolution.manifests.above(folder);
  const targets = manifest === undefined ? [] : importTargets(manifest.json, specifier);
  const found =
    manifest === undefined ? undefined : firstFile(manifest.folder, targets, resolution);
  return found ?? { reason: `no file for ${specifier} in the imports of package.json` };
}

function packageFile(folder: string, specifier: string, resolution: Resolution): Found {
  const [name, subpath] = splitPackage(specifier);
  const home = installedFolder(folder, name);
  const manifest = localPackage(name, home, resolution);
  const found =
    (manifest === undefined ? undefined : fileOfLocalPackage(manifest, subpath, resolution)) ??
    resolution.files.unexported(folder, specifier);
  if (found !== undefined) return preferred(found, resolution);
  if (home === undefined && manifest === undefined) {
    return { reason: `package ${name} is not installed` };
  }
  const what = subpath === '.' ? 'file to import' : `file ${subpath}`;
  return { reason: `package ${name} has no ${what}` };
}

/** A package of the repository: one that node_modules links to, or that nothing links to yet. */
function localPackage(
  name: string,
  home: string | undefined,
  { manifests }: Resolution,
): PackageManifest | undefined {
  if (home === undefined) return manifests.named(name);
  return isInstalled(home) ? undefined : manifests.at(home);
}

function splitPackage(specifier: string): readonly [name: string, subpath: string] {
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const name = parts.slice(0, length).join('/');
  return [name, ['.', ...parts.slice(length)].join('/')];
}

/** What to read instead of the file that a package hands out. */
function preferred(file: string, resolution: Resolution): string {
  return isInstalled(file) ? declarationOfCode(file, resolution) : editable(file, resolution);
}

function editable(file: string, resolution: Resolution): string {
  return sourceOfOutput(file, resolution) ?? codeOfDeclaration(file, resolution);
}
