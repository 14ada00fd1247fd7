import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What a package.json says, nothing of it checked. */
export type PackageJson = Readonly<Record<string, unknown>>;

/** A package.json and the folder that it describes. */
export interface PackageManifest {
  readonly folder: string;
  readonly json: PackageJson;
}

/** The package.json files of a project, each read once. */
export class PackageManifests {
  readonly #root: string;
  readonly #paths: readonly string[];
  readonly #read = new Map<string, PackageJson | undefined>();
  #byName: ReadonlyMap<string, PackageManifest> | undefined;

  /** @param paths the package.json files of the repository, absolute or relative to `root` */
  constructor(root: string, paths: readonly string[]) {
    this.#root = root;
    this.#paths = paths;
  }

  /** The package.json in a folder; undefined when there is none that can be read. */
  at(folder: string): PackageManifest | undefined {
    let json = this.#read.get(folder);
    if (json === undefined && !this.#read.has(folder)) {
      json = readManifest(join(folder, 'package.json'));
      this.#read.set(folder, json);
    }
    return json === undefined ? undefined : { folder, json };
  }

  /** The nearest package.json upward of a folder. */
  above(folder: string): PackageManifest | undefined {
    for (const parent of upward(folder)) {
      const manifest = this.at(parent);
      if (manifest !== undefined) return manifest;
    }
    return undefined;
  }

  /** The name of the package that a file inside node_modules belongs to. */
  nameOf(file: string): string | undefined {
    for (const folder of upward(dirname(file))) {
      // Packages carry nameless package.json files in subfolders, to say which module kind is there.
      const name = this.at(folder)?.json['name'];
      if (typeof name === 'string') return name;
      if (folder.endsWith('node_modules')) return undefined;
    }
    return undefined;
  }

  /** The package of the repository that has this name, installed or not. */
  named(name: string): PackageManifest | undefined {
    this.#byName ??= this.#index();
    return this.#byName.get(name);
  }

  #index(): ReadonlyMap<string, PackageManifest> {
    const found = new Map<string, PackageManifest>();
    // The outermost wins: what is deeper under the same name is a fixture or a copy.
    const paths = this.#paths
      .map((path) => resolve(this.#root, path))
      .toSorted((a, b) => a.length - b.length);
    for (const path of paths) {
      const manifest = this.at(dirname(path));
      const name = manifest?.json['name'];
      if (manifest !== undefined && typeof name === 'string' && !found.has(name)) {
        found.set(name, manifest);
      }
    }
    return found;
  }
}

/** Where node_modules upward of a folder has a package, links resolved. */
export function installedFolder(folder: string, name: string): string | undefined {
  for (const parent of upward(folder)) {
    const real = realPath(join(parent, 'node_modules', name));
    if (real !== undefined) return real;
  }
  return undefined;
}

/** A folder and everything it lies in, innermost first. */
export function* upward(folder: string): Generator<string> {
  let current = folder;
  let parent = dirname(current);
  yield current;
  while (parent !== current) {
    current = parent;
    parent = dirname(current);
    yield current;
  }
}

/** Where a path really leads; undefined when nothing is there. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** True for a value with keys, which a list is not. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readManifest(path: string): PackageJson | undefined {
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    return isRecord(json) ? json : undefined;
  } catch {
    // Absent, unreadable or broken: to an import that is all the same.
    return undefined;
  }
}
