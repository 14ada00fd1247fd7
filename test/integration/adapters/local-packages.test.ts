import { describe, expect, it } from 'vitest';
import { type Contents, lead, link, tree } from '../../helpers/module-tree.ts';
import type { Project } from '../../helpers/project.ts';

const json = JSON.stringify;
const BASE = 'packages/core/src/agents/BaseAgent.ts';

/** A monorepo of one package that others import. */
function monorepo(manifest: object, names: readonly string[], contents: Contents = {}): Project {
  return tree(names, {
    'package.json': json({ private: true, workspaces: ['packages/*'] }),
    'packages/core/package.json': json({ name: '@x/core', ...manifest }),
    'packages/app/package.json': json({ name: '@x/app' }),
    ...contents,
  });
}

describe('packages of the repository that are not installed', () => {
  it.each<[string, object, string]>([
    ['main and types', { main: 'dist/index.js', types: 'dist/index.d.ts' }, 'src/index.ts'],
    ['main without an ending', { main: './lib/start' }, 'src/start.ts'],
    ['module', { module: 'build/esm/start.js' }, 'src/start.ts'],
    ['sources as the entry', { main: 'src/start.ts' }, 'src/start.ts'],
    ['one export', { exports: './dist/start.js' }, 'src/start.ts'],
    [
      'conditions',
      { exports: { types: './out/start.d.ts', default: './out/x.js' } },
      'src/start.ts',
    ],
    [
      'nested conditions',
      {
        exports: {
          '.': { browser: './dist/web.js', import: { types: './dist/types/start.d.mts' } },
        },
      },
      'src/start.ts',
    ],
    [
      'several ways in turn',
      { exports: { '.': ['./none.js', { node: './dist/start.cjs' }] } },
      'src/start.ts',
    ],
    ['an entry outside of an output', { main: 'legacy/entry.js' }, 'legacy/entry.js'],
    ['no entry', {}, 'src/index.ts'],
    ['an entry that is nowhere', { main: 'dist/none.js', exports: { '.': 7 } }, 'src/index.ts'],
  ])('by %s', (_, manifest, file) => {
    const files = monorepo(manifest, [
      'packages/core/src/index.ts',
      'packages/core/src/start.ts',
      'packages/core/src/web.ts',
      'packages/core/legacy/entry.js',
    ]);
    expect(lead(files, 'packages/app/src/a.ts', '@x/core')).toBe(`packages/core/${file}`);
  });

  it.each<[string, object]>([
    ['@x/core/src/agents/BaseAgent', {}],
    ['@x/core/dist/agents/BaseAgent', {}],
    ['@x/core/dist/agents/BaseAgent.js', {}],
    ['@x/core/agents/BaseAgent', {}],
    ['@x/core/agents', { exports: { './agents': './dist/agents/BaseAgent.js' } }],
    ['@x/core/agents/BaseAgent', { exports: { './*': './dist/*.js' } }],
    [
      '@x/core/a/BaseAgent.js',
      { exports: { './*': './dist/none/*', './a/*.js': './dist/agents/*.js' } },
    ],
  ])('subpath %s with %j', (specifier, manifest) => {
    expect(lead(monorepo(manifest, [BASE]), 'packages/app/src/a.ts', specifier)).toBe(BASE);
  });

  it.each([
    ['@x/core', 'file to import'],
    ['@x/core/none', 'file ./none'],
  ])('says what is missing: %s', (specifier, what) => {
    expect(lead(monorepo({ exports: {} }, []), 'packages/app/a.ts', specifier)).toBe(
      `? package @x/core has no ${what}`,
    );
  });

  it('takes the entry at the top of a package without src', () => {
    const files = monorepo({ main: 'dist/index.js' }, ['packages/core/index.ts']);
    expect(lead(files, 'packages/app/a.ts', '@x/core')).toBe('packages/core/index.ts');
  });

  it('takes the outermost of two packages of one name, and none from a broken manifest', () => {
    const files = monorepo({}, ['packages/core/index.ts', 'packages/core/test/copy/index.ts'], {
      'packages/core/test/copy/package.json': json({ name: '@x/core' }),
      'packages/broken/package.json': '{',
      'packages/list/package.json': '[]',
    });
    expect(lead(files, 'packages/app/a.ts', '@x/core')).toBe('packages/core/index.ts');
  });

  it('finds a folder with a package.json by its path', () => {
    const files = monorepo({ main: 'dist/index.js' }, ['packages/core/src/index.ts']);
    expect(lead(files, 'packages/app/src/a.ts', '../../core')).toBe('packages/core/src/index.ts');
  });

  it('finds the source of an output that is not built by its path', () => {
    expect(lead(monorepo({}, [BASE]), 'packages/core/bin/run.js', '../dist/agents/BaseAgent')).toBe(
      BASE,
    );
  });
});

describe('packages of the repository that are installed as links', () => {
  const manifest = {
    main: 'dist/index.js',
    types: 'dist/index.d.ts',
    exports: { '.': './dist/index.js', './sub': './dist/sub.js' },
  };
  const linked = (names: readonly string[], contents: Contents = {}): Project => {
    const files = monorepo(manifest, names, contents);
    link(files, 'packages/core', 'node_modules/@x/core');
    return files;
  };
  const sources = ['packages/core/src/index.ts', 'packages/core/src/sub.ts', BASE];
  const built = [
    'packages/core/dist/index.js',
    'packages/core/dist/index.d.ts',
    'packages/core/dist/sub.js',
  ];

  it.each([
    ['built', [...sources, ...built]],
    ['not built', sources],
  ])('their sources, %s', (_, names) => {
    const files = linked(names);
    expect(lead(files, 'packages/app/a.ts', '@x/core')).toBe('packages/core/src/index.ts');
    expect(lead(files, 'packages/app/a.ts', '@x/core/sub')).toBe('packages/core/src/sub.ts');
    expect(lead(files, 'packages/app/a.ts', '@x/core/src/agents/BaseAgent')).toBe(BASE);
  });

  it('their output when its source is gone, with what can be edited first', () => {
    const files = linked(built);
    expect(lead(files, 'packages/app/a.ts', '@x/core')).toBe('packages/core/dist/index.js');
  });

  it('their output where it says of itself which kind of module it is', () => {
    const files = linked([...sources, ...built], {
      'packages/core/dist/package.json': json({ type: 'commonjs' }),
    });
    expect(lead(files, 'packages/app/a.ts', '@x/core')).toBe('packages/core/src/index.ts');
  });

  it('not what only loads the output', () => {
    const files = linked([...built, 'packages/core/index.js']);
    expect(lead(files, 'packages/app/a.ts', '@x/core')).toBe('packages/core/dist/index.js');
  });

  it('leaves a path into the output as it is', () => {
    const files = linked([...sources, ...built]);
    expect(lead(files, 'packages/core/bin/a.js', '../dist/sub')).toBe('packages/core/dist/sub.js');
  });
});

describe('internal names', () => {
  const imports = {
    '#base': { types: './dist/agents/BaseAgent.d.ts', default: './dist/agents/BaseAgent.js' },
    '#agents/*.js': './src/agents/*.ts',
    '#lib/*': './dist/*.js',
  };

  it.each([
    ['#base', 'src/agents/BaseAgent.ts'],
    ['#agents/BaseAgent.js', 'src/agents/BaseAgent.ts'],
    ['#lib/agents/BaseAgent', 'src/agents/BaseAgent.ts'],
    ['#none', '? no file for #none in the imports of package.json'],
  ])('%s: %s', (specifier, path) => {
    const files = tree(['src/agents/BaseAgent.ts'], {
      'package.json': json({ name: 'fleet', imports }),
    });
    expect(lead(files, 'src/deep/a.ts', specifier)).toBe(path);
  });
});

it('lets an alias lead to a package of the repository, and to the output of one', () => {
  const files = monorepo({ main: 'dist/index.js' }, ['packages/core/src/index.ts'], {
    'tsconfig.json': json({
      compilerOptions: { paths: { core: ['./packages/core'], built: ['./packages/core/dist'] } },
    }),
  });
  expect(lead(files, 'packages/app/a.ts', 'core')).toBe('packages/core/src/index.ts');
  expect(lead(files, 'packages/app/a.ts', 'built')).toBe('packages/core/src/index.ts');
});
