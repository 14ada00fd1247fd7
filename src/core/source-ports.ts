import type { Disk } from './ports.ts';

/** Which source files a code migration asks for. */
export interface SourceQuery {
  /** Files, folders and glob patterns, as they were given. */
  readonly paths: readonly string[];
  /** Texts that a file must all contain to be of interest. */
  readonly needles: readonly string[];
}

/** What {@link SourceFinder.find} found. Paths are absolute and sorted. */
export interface FoundSources {
  /** What reports are relative to: the top of the git work tree, else the working directory of the run. */
  readonly root: string;
  /** True when `root` is a git work tree. */
  readonly git: boolean;
  /** How many source files (TypeScript and JavaScript, no declarations) the paths hold. */
  readonly seen: number;
  /** The source files that contain every needle. */
  readonly sources: readonly string[];
  /** Other text files (documentation, configuration) that contain every needle. */
  readonly mentions: readonly string[];
  /** Every package.json under `root`: the packages of a monorepo. */
  readonly manifests: readonly string[];
}

/** Lists the files of a project, as git sees them where there is git. */
export interface SourceFinder {
  /** @throws AqeError FILE_NOT_FOUND when a path or pattern names nothing */
  find(query: SourceQuery): Promise<FoundSources>;
}

/** Reads synchronously: over thousands of small files that is three to four times faster. */
export interface SourceReader {
  /** The content of a regular file; undefined when there is none or it cannot be read. */
  read(path: string): Uint8Array | undefined;
}

/** Where an import leads. */
export type ResolvedModule =
  | {
      readonly kind: 'file';
      /** Absolute, links resolved. */
      readonly path: string;
      /** The `name` in the package.json of the package, when the file is inside node_modules. */
      readonly packageName: string | undefined;
    }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'unresolved'; readonly reason: string };

/** Resolves imports the way TypeScript and Node do. */
export interface ModuleResolver {
  /**
   * @param from absolute path of the importing file
   * @param specifier what stands between the quotes
   */
  resolve(from: string, specifier: string): ResolvedModule;
}

/** What git says of a work tree. */
export interface VersionControl {
  /** Paths relative to `root` that differ from the last commit, untracked files included. */
  changes(root: string): Promise<readonly string[]>;
}

/** One error of a type check. The position is left out: edits move it. */
export interface TypeCheckError {
  readonly file: string;
  /** `TS2345` */
  readonly code: string;
  readonly message: string;
  readonly line: number;
}

/** Runs the project's own TypeScript compiler. */
export interface TypeChecker {
  /**
   * `tsc --noEmit` on the projects that the files belong to (the nearest tsconfig.json upward, each once).
   * @param files absolute paths
   * @throws AqeError TYPECHECK_UNAVAILABLE when a file has no tsconfig.json or no compiler is installed
   */
  check(files: readonly string[]): Promise<readonly TypeCheckError[]>;
}

/** The source code of a project, and what judges it. */
export interface CodeAccess {
  readonly finder: SourceFinder;
  readonly reader: SourceReader;
  readonly resolver: () => Promise<
    (found: Pick<FoundSources, 'root' | 'manifests'>) => ModuleResolver
  >;
  readonly versionControl: VersionControl;
  readonly typeChecker: (root: string) => Promise<TypeChecker>;
  readonly disk: Disk;
}
