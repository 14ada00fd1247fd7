import { createRequire } from 'node:module';
import type { NapiResolveOptions, ResolverFactory } from 'oxc-resolver';
import { CONDITIONS } from './package-targets.ts';
import { plainFile } from './plain-file.ts';

/** How a file is found from an import: `undefined` when nothing is there. */
export interface SourceFiles {
  /** In the project itself: what can be edited before what is only declared. */
  local(folder: string, request: string): string | undefined;
  /** In packages: declarations before the code that they describe. */
  installed(folder: string, request: string): string | undefined;
  /** The same for packages whose `exports` leave the file out, as TypeScript's older resolution does. */
  unexported(folder: string, request: string): string | undefined;
}

const SOURCES = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const DECLARATIONS = ['.d.ts', '.d.mts', '.d.cts'];

const common: NapiResolveOptions = {
  conditionNames: [...CONDITIONS],
  mainFields: ['types', 'typings', 'module', 'main'],
  // An inherited NODE_PATH would make answers depend on who asks.
  nodePath: false,
};

const names = {
  extensions: [...SOURCES, ...DECLARATIONS],
  extensionAlias: {
    '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
    '.jsx': ['.tsx', '.jsx', '.d.ts'],
    '.mjs': ['.mts', '.mjs', '.d.mts'],
    '.cjs': ['.cts', '.cjs', '.d.cts'],
  },
};

const local: NapiResolveOptions = { ...common, ...names };

const installed: NapiResolveOptions = {
  ...common,
  extensions: ['.ts', '.tsx', ...DECLARATIONS, ...SOURCES.slice(2)],
  extensionAlias: {
    '.js': ['.ts', '.tsx', '.d.ts', '.js', '.jsx'],
    '.jsx': ['.tsx', '.d.ts', '.jsx'],
    '.mjs': ['.mts', '.d.mts', '.mjs'],
    '.cjs': ['.cts', '.d.cts', '.cjs'],
  },
};

/**
 * Looks on the disk; every answer is a path with links resolved, and is remembered. Most imports in a project name a
 * file: only for others is the native resolver loaded, which takes longer than all the work of a small migration.
 */
export function sourceFiles(): SourceFiles {
  let loaded: SourceFiles | undefined;
  const resolvers = (): SourceFiles => (loaded ??= loadResolvers());
  return {
    local: (folder, request) =>
      plainFile(folder, request, names) ?? resolvers().local(folder, request),
    installed: (folder, request) => resolvers().installed(folder, request),
    unexported: (folder, request) => resolvers().unexported(folder, request),
  };
}

function loadResolvers(): SourceFiles {
  const { ResolverFactory: Factory }: { ResolverFactory: typeof ResolverFactory } = createRequire(
    import.meta.url,
  )('oxc-resolver');
  const first = new Factory(local);
  const unexported = { ...installed, exportsFields: [] };
  return {
    local: finder(first),
    installed: finder(first.cloneWithOptions(installed)),
    unexported: finder(first.cloneWithOptions(unexported)),
  };
}

function finder(resolver: ResolverFactory): SourceFiles['local'] {
  // A query makes another module of a file, and the path that comes back would be of no file.
  return (folder, request) =>
    request.includes('?') ? undefined : resolver.sync(folder, request).path;
}
