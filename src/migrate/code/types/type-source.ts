import { dirname, join, sep } from 'node:path';
import type { SourceReader } from '../../../core/source-ports.ts';
import type { Codebase } from '../codebase.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import type { BaseOrigin } from '../lineage.ts';
import { type Manifest, nearestManifest } from '../manifest.ts';
import { isFleetPackage, isRoutedPackage } from '../bases.ts';
import type { ImportSite } from './file-style.ts';
import { relativeImport } from './relative-import.ts';

/** A file that needs the type, and the base of the class in it that needs it. */
export interface Needing<Details> {
  readonly facts: FileFacts<Details>;
  readonly imports: ImportSite;
  /** The module that the class's own `extends` comes from, when it is imported. */
  readonly extendsModule: string | undefined;
  readonly base: BaseOrigin<Details>;
}

/** What Node takes a file for. */
export type NodeModuleKind = 'commonjs' | 'module';

interface SourceContext<Details> {
  readonly code: Codebase<Details>;
  /** The name of the type, and of the file that gives it to a project that has it from nowhere else. */
  readonly type: string;
  /** A member that tells it from other types of its name. */
  readonly member: string;
  readonly fileName: string;
  readonly reader: SourceReader;
  readonly root: string;
  /** What a file is where imports are resolved as Node does it. */
  readonly moduleKind: (file: string) => NodeModuleKind | undefined;
}

/** Decides where files import a type of 1.0.5 from. */
export class TypeSource<Details> {
  readonly #context: SourceContext<Details>;
  /** The folder for the generated file, by the folder of the package. */
  readonly #folders = new Map<string, string>();
  readonly #generated = new Set<string>();
  /** By folder: thousands of files are in a few. */
  readonly #manifests = new Map<string, { readonly manifest: Manifest | undefined }>();

  /** @param needing all files that need the type: the generated file goes where they meet */
  constructor(context: SourceContext<Details>, needing: readonly Needing<Details>[]) {
    this.#context = context;
    const files = new Map<string, string[]>();
    for (const { facts, base } of needing) {
      if (this.#folderOfBase(facts.path, base) !== undefined) continue;
      const folder = this.#packageOf(facts.path);
      files.set(folder, [...(files.get(folder) ?? []), facts.path]);
    }
    for (const [folder, paths] of files) this.#folders.set(folder, meetingFolder(folder, paths));
  }

  /** What goes between the quotes of the import. */
  moduleFor(needing: Needing<Details>): string {
    return this.#fromPackage(needing) ?? this.#fromBase(needing) ?? this.#fromGenerated(needing);
  }

  /** Whether what a file imports under the name of the type is another type. */
  importsOther({ facts, imports: { known }, base, extendsModule }: Needing<Details>): boolean {
    if (known?.kind !== 'imported' || isFleetPackage(known.module)) return false;
    const source = this.#fileOf(facts.path, known.module);
    if (source === undefined || known.module === extendsModule) return false;
    const isOfBase = base.kind === 'declared' && base.base.file.path === source;
    return !isOfBase && this.#declaresOther(source);
  }

  /** Absolute paths of the files that must be there for the answers to hold. */
  get generated(): readonly string[] {
    return [...this.#generated];
  }

  #fromPackage({ facts: { path }, base }: Needing<Details>): string | undefined {
    const { code } = this.#context;
    if (base.kind === 'imported' && isRoutedPackage(base.module)) return 'aqe';
    // The package is an ECMAScript module, whose types CommonJS may not import there without more ado.
    if (this.#context.moduleKind(path) === 'commonjs') return undefined;
    if (this.#manifestOf(path)?.dependencies.has('aqe') === true) return 'aqe';
    return code.resolve(path, 'aqe').kind === 'file' ? 'aqe' : undefined;
  }

  #fromBase(needing: Needing<Details>): string | undefined {
    const { facts, imports, extendsModule, base } = needing;
    if (base.kind === 'imported') return this.#fromImportedBase(needing, base);
    const own = this.#fileOf(facts.path, extendsModule);
    if (own !== undefined && this.#exportsType(own)) return extendsModule;
    const { path } = base.base.file;
    const isNear = this.#packageOf(path) === this.#packageOf(facts.path);
    return isNear && this.#exportsType(path) ? this.#relative(facts, imports, path) : undefined;
  }

  #fromImportedBase(
    { facts, imports }: Needing<Details>,
    { from, module }: { readonly from: string; readonly module: string },
  ): string | undefined {
    const path = this.#fileOf(from, module);
    if (path === undefined || !this.#exportsType(path)) return undefined;
    return module.startsWith('.') ? this.#relative(facts, imports, path) : module;
  }

  #fileOf(from: string, module: string | undefined): string | undefined {
    const found = module === undefined ? undefined : this.#context.code.resolve(from, module);
    return found?.kind === 'file' ? found.path : undefined;
  }

  #fromGenerated({ facts, imports, base }: Needing<Details>): string {
    const folder =
      this.#folderOfBase(facts.path, base) ?? this.#folders.get(this.#packageOf(facts.path));
    const path = join(folder ?? dirname(facts.path), this.#context.fileName);
    this.#generated.add(path);
    return this.#relative(facts, imports, path);
  }

  #exportsType(path: string, depth = 0): boolean {
    const loaded = this.#context.code.load(path);
    if (loaded.kind !== 'loaded' || depth > 5) return false;
    const { types, named, stars } = loaded.facts.exports;
    const { type } = this.#context;
    if (types.has(type) || named.has(type)) return true;
    return stars.some((module) => {
      const resolved = this.#context.code.resolve(path, module);
      return resolved.kind === 'file' && this.#exportsType(resolved.path, depth + 1);
    });
  }

  /** By the text: a type that is declared here without the member that ours has. */
  #declaresOther(path: string): boolean {
    const { code, type, member } = this.#context;
    const loaded = code.load(path);
    if (loaded.kind !== 'loaded') return false;
    const { text } = loaded.source;
    const declares = new RegExp(String.raw`\b(?:interface|type|class|enum)\s+${type}\b(?!\s*[,}])`);
    return declares.test(text) && !new RegExp(String.raw`\b${member}\b`).test(text);
  }

  /** The folder of a base that the same package declares: every agent's program holds it. */
  #folderOfBase(path: string, base: BaseOrigin<Details>): string | undefined {
    if (base.kind !== 'declared') return undefined;
    const declared = base.base.file.path;
    const isNear = this.#packageOf(declared) === this.#packageOf(path);
    return isNear && !declared.includes('/node_modules/') ? dirname(declared) : undefined;
  }

  #relative({ path }: FileFacts<Details>, { ending }: ImportSite, to: string): string {
    // Only there a module's imports need an ending.
    const needed = this.#context.moduleKind(path) === 'module' ? '.js' : '';
    return relativeImport(path, to, ending ?? needed);
  }

  #packageOf(path: string): string {
    return this.#manifestOf(path)?.folder ?? this.#context.root;
  }

  #manifestOf(path: string): Manifest | undefined {
    const folder = dirname(path);
    const known = this.#manifests.get(folder);
    if (known !== undefined) return known.manifest;
    const { root, reader } = this.#context;
    const manifest = nearestManifest(path, root, reader);
    this.#manifests.set(folder, { manifest });
    return manifest;
  }
}

/** The deepest folder above all files; those in src count alone, as the compiler may see no others. */
function meetingFolder(packageFolder: string, paths: readonly string[]): string {
  const sources = join(packageFolder, 'src');
  const [first = packageFolder, ...others] = paths;
  let folder = dirname(first);
  while (!others.every((path) => path.startsWith(folder + sep))) folder = dirname(folder);
  const leavesSources = !(folder + sep).startsWith(sources + sep);
  return leavesSources && paths.some((path) => path.startsWith(sources + sep)) ? sources : folder;
}
