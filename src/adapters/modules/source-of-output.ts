import { basename, dirname, relative, sep } from 'node:path';
import { type PackageManifests, upward } from './package-manifests.ts';
import type { SourceFiles } from './source-files.ts';

const OUTPUT_FOLDERS = new Set(['dist', 'lib', 'build', 'out']);
/** Folders of an output that hold one of several builds of the same sources. */
const VARIANTS = new Set(['cjs', 'commonjs', 'es', 'esm', 'module', 'src', 'types']);
const EMITTED = /(?:\.d)?\.[cm]?[jt]sx?$/;
const TYPESCRIPT = /\.[cm]?tsx?$/;
const DECLARATION = /\.d\.[cm]?ts$/;

/** What the answer is drawn from. */
export interface Surroundings {
  readonly files: SourceFiles;
  readonly manifests: PackageManifests;
}

/**
 * The source that a file in an output folder of a package was built from: `dist/agents/x.js` comes from `src/agents/x.ts`.
 * @param output absolute path of a file or an output folder; it need not exist
 * @returns undefined for files elsewhere, and when no such source exists
 */
export function sourceOfOutput(output: string, around: Surroundings): string | undefined {
  const home = homeOf(output, around.manifests);
  if (home === undefined) return undefined;
  for (const request of sourceRequests(relative(home, output).split(sep))) {
    const found = around.files.local(home, request);
    if (found !== undefined && isSource(found, request)) return found;
  }
  return undefined;
}

/** The folder of the package that was built; outputs may have a package.json of their own, to say which kind of module they hold. */
function homeOf(output: string, manifests: PackageManifests): string | undefined {
  for (const folder of upward(dirname(output))) {
    const manifest = manifests.at(folder);
    const inside = VARIANTS.has(basename(folder)) || OUTPUT_FOLDERS.has(basename(folder));
    if (manifest !== undefined && !(inside && manifest.json['name'] === undefined)) return folder;
  }
  return undefined;
}

/** Where the source may be, relative to the package. */
function sourceRequests([folder = '', ...rest]: readonly string[]): readonly string[] {
  if (!OUTPUT_FOLDERS.has(folder)) return [];
  const parts = rest.length === 0 ? ['index'] : rest;
  const variants = VARIANTS.has(parts[0] ?? '') ? [parts, parts.slice(1)] : [parts];
  return variants
    .map((variant) => variant.join('/').replace(EMITTED, ''))
    .map((stem) => (stem === '' ? 'index' : stem))
    .flatMap((stem) => [`./src/${stem}`, `./${stem}`]);
}

/** JavaScript beside an output folder is more often what loads the output than what it is made from. */
function isSource(file: string, request: string): boolean {
  if (DECLARATION.test(file)) return false;
  return request.startsWith('./src/') || TYPESCRIPT.test(file);
}

/** The JavaScript that a declaration in the project describes: it can be edited, the declaration not. */
export function codeOfDeclaration(file: string, { files }: Surroundings): string {
  if (!DECLARATION.test(file)) return file;
  return files.local(dirname(file), `./${stemOf(file)}`) ?? file;
}

/** A file in a package as its declaration, when one stands beside it. */
export function declarationOfCode(file: string, { files }: Surroundings): string {
  return files.installed(dirname(file), `./${basename(file)}`) ?? file;
}

function stemOf(file: string): string {
  return basename(file).replace(DECLARATION, '');
}
