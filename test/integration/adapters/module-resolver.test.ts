import { realpathSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { moduleResolver } from '../../../src/adapters/module-resolver.ts';
import { type Contents, lead, link, tree } from '../../helpers/module-tree.ts';
import type { Project } from '../../helpers/project.ts';

const json = JSON.stringify;

const modules = (): Project =>
  tree(
    [
      'a/both.ts',
      'a/both.js',
      'a/both/index.ts',
      'a/component.tsx',
      'a/plain.js',
      'a/plain.d.ts',
      'a/declared.d.ts',
      'a/module.mts',
      'a/common.cts',
      'a/old.jsx',
      'a/base.agent.ts',
      'a/folder/index.tsx',
      'a/packaged/main/start.js',
      'a/index.ts',
      'index.js',
    ],
    { 'a/packaged/package.json': json({ main: 'main/start' }) },
  );

describe('relative imports', () => {
  it.each([
    ['./both', 'a/both.ts'],
    ['./both.js', 'a/both.ts'],
    ['./both.ts', 'a/both.ts'],
    ['./both/', 'a/both/index.ts'],
    ['./component', 'a/component.tsx'],
    ['./component.js', 'a/component.tsx'],
    ['./component.jsx', 'a/component.tsx'],
    ['./module.mjs', 'a/module.mts'],
    ['./common.cjs', 'a/common.cts'],
    ['./old', 'a/old.jsx'],
    ['./base.agent', 'a/base.agent.ts'],
    ['./folder', 'a/folder/index.tsx'],
    ['./packaged', 'a/packaged/main/start.js'],
    ['../a/both.js', 'a/both.ts'],
    ['.', 'a/index.ts'],
    ['..', 'index.js'],
  ])('%s is %s', (specifier, path) => {
    expect(lead(modules(), 'a/importer.ts', specifier)).toBe(path);
  });

  it('prefers code that can be edited to its declaration', () => {
    expect(lead(modules(), 'a/importer.ts', './plain')).toBe('a/plain.js');
    expect(lead(modules(), 'a/importer.ts', './plain.js')).toBe('a/plain.js');
    expect(lead(modules(), 'a/importer.ts', './declared')).toBe('a/declared.d.ts');
    expect(lead(modules(), 'a/importer.ts', './declared.js')).toBe('a/declared.d.ts');
  });

  it.each(['./none', './none.js', './both.js?raw', '../../outside'])('has no %s', (specifier) => {
    expect(lead(modules(), 'a/importer.ts', specifier)).toBe(`? no file ${specifier}`);
  });

  it('gives the same answer when asked again', () => {
    const root = realpathSync(modules().dir);
    const resolver = moduleResolver({ root, manifests: [] });
    const first = resolver.resolve(`${root}/a/x.ts`, './both');
    expect(resolver.resolve(`${root}/a/y.ts`, './both')).toBe(first);
    expect(resolver.resolve(`${root}/x.ts`, './both')).toMatchObject({ kind: 'unresolved' });
  });
});

describe('what is no file of the project', () => {
  it.each([
    ['node:events', 'builtin'],
    ['events', 'builtin'],
    ['fs/promises', 'builtin'],
    ['https://x.test/a.js', '? https://x.test/a.js is not a file'],
    ['aqe', '? package aqe is not installed'],
    ['@scope/pkg/sub', '? package @scope/pkg is not installed'],
    ['#internal', '? no file for #internal in the imports of package.json'],
  ])('%s: %s', (specifier, answer) => {
    expect(lead(tree([]), 'src/a.ts', specifier)).toBe(answer);
  });
});

describe('tsconfig paths', () => {
  const paths = { '@agents/*': ['./src/agents/*'], base: ['./src/agents/base'] };
  const sources = ['src/agents/base.ts', 'src/agents/load.ts', 'test/a.ts'];

  it.each<[string, Contents]>([
    ['plain', { 'tsconfig.json': json({ compilerOptions: { paths } }) }],
    ['of a jsconfig.json', { 'jsconfig.json': json({ compilerOptions: { paths } }) }],
    [
      'with comments, trailing commas and a byte order mark',
      {
        'tsconfig.json':
          '\uFEFF{\n// the agents\n"compilerOptions": { "baseUrl": ".", /* all */ "paths": {"@agents/*": ["src/agents/*",], "base": ["src/agents/base"]},},}',
      },
    ],
    [
      'inherited from another folder',
      {
        'tsconfig.json': json({ extends: './config/base' }),
        'config/base.json': json({
          compilerOptions: {
            paths: { '@agents/*': ['../src/agents/*'], base: ['../src/agents/base.ts'] },
          },
        }),
      },
    ],
    [
      'beside a package to extend that is not installed',
      {
        'tsconfig.json': json({
          extends: '@tsconfig/none/tsconfig.json',
          compilerOptions: { paths },
        }),
      },
    ],
    [
      'without ./ where the package that sets baseUrl is not installed',
      {
        'tsconfig.json': json({
          extends: 'none',
          compilerOptions: { paths: { '@agents/*': ['src/agents/*'], base: ['src/agents/base'] } },
        }),
      },
    ],
    [
      'inherited beside a package to extend that is not installed',
      {
        'tsconfig.json': json({ extends: ['./base.json', 'none/tsconfig.json'] }),
        'base.json': json({ compilerOptions: { paths } }),
      },
    ],
    [
      'of the projects that it refers to',
      {
        'tsconfig.json': json({
          files: [],
          references: [{ path: './tsconfig.node.json' }, { path: './app' }, { path: './none' }],
        }),
        'tsconfig.node.json': json({ references: [{ path: './tsconfig.json' }] }),
        'app/tsconfig.json': json({
          compilerOptions: {
            paths: { '@agents/*': ['../src/agents/*'], base: ['../src/agents/base'] },
          },
        }),
      },
    ],
    [
      'by baseUrl and paths',
      {
        'tsconfig.json': json({
          compilerOptions: {
            baseUrl: 'src',
            paths: { '@agents/*': ['agents/*'], base: ['agents/base'] },
          },
        }),
      },
    ],
  ])('%s', (_, contents) => {
    const files = tree(sources, contents);
    expect(lead(files, 'test/a.ts', '@agents/load')).toBe('src/agents/load.ts');
    expect(lead(files, 'test/a.ts', '@agents/load.js')).toBe('src/agents/load.ts');
    expect(lead(files, 'test/a.ts', 'base')).toBe('src/agents/base.ts');
    expect(lead(files, 'test/a.ts', '@agents/none')).toMatch(/^\? package @agents/);
  });

  it.each([
    ['not JSON', '{{{'],
    ['a list', '[]'],
    ['paths that are no map', json({ compilerOptions: { paths: ['x'] } })],
    [
      'paths that are no lists',
      json({ compilerOptions: { paths: { '@agents/*': 'src/agents/*' } } }),
    ],
    ['two stars', json({ compilerOptions: { paths: { '@*/*': ['./*/*'] } } })],
    ['itself as its base', json({ extends: './tsconfig.json' })],
  ])('does without %s', (_, content) => {
    const files = tree(sources, { 'tsconfig.json': content });
    expect(lead(files, 'test/a.ts', '@agents/load')).toBe(
      '? package @agents/load is not installed',
    );
    expect(lead(files, 'test/a.ts', '../src/agents/load')).toBe('src/agents/load.ts');
  });

  it('takes baseUrl alone', () => {
    const files = tree(sources, { 'tsconfig.json': json({ compilerOptions: { baseUrl: 'src' } }) });
    expect(lead(files, 'test/a.ts', 'agents/load')).toBe('src/agents/load.ts');
    expect(lead(files, 'test/a.ts', 'events')).toBe('builtin');
  });

  it('takes the nearest tsconfig.json only', () => {
    const files = tree(sources, {
      'tsconfig.json': json({ compilerOptions: { paths } }),
      'test/tsconfig.json': '{}',
    });
    expect(lead(files, 'test/a.ts', 'base')).toBe('? package base is not installed');
    expect(lead(files, 'src/b.ts', 'base')).toBe('src/agents/base.ts');
  });
});

const installed = (): Project => {
  const files = tree(
    [
      'node_modules/typed/dist/index.js',
      'node_modules/typed/dist/index.d.ts',
      'node_modules/typed/dist/agents/BaseAgent.js',
      'node_modules/typed/dist/agents/BaseAgent.d.ts',
      'node_modules/exporting/lib/index.js',
      'node_modules/exporting/lib/index.d.ts',
      'node_modules/exporting/lib/hidden.js',
      'node_modules/.pnpm/linked@1/node_modules/@s/linked/esm/index.js',
      'node_modules/plain/index.js',
    ],
    {
      'node_modules/typed/package.json': json({
        name: 'typed',
        main: 'dist/index.js',
        types: 'dist/index.d.ts',
      }),
      'node_modules/exporting/package.json': json({
        name: 'exporting',
        exports: { '.': { import: './lib/index.js' } },
      }),
      'node_modules/.pnpm/linked@1/node_modules/@s/linked/package.json': json({
        name: '@s/linked',
        exports: { node: './esm/index.js' },
      }),
      'node_modules/.pnpm/linked@1/node_modules/@s/linked/esm/package.json': '{"type":"module"}',
      'node_modules/plain/package.json': 'not JSON',
    },
  );
  link(files, 'node_modules/.pnpm/linked@1/node_modules/@s/linked', 'node_modules/@s/linked');
  return files;
};

describe('installed packages', () => {
  it.each([
    ['typed', 'node_modules/typed/dist/index.d.ts of typed'],
    ['typed/dist/agents/BaseAgent', 'node_modules/typed/dist/agents/BaseAgent.d.ts of typed'],
    ['typed/dist/agents/BaseAgent.js', 'node_modules/typed/dist/agents/BaseAgent.d.ts of typed'],
    ['exporting', 'node_modules/exporting/lib/index.d.ts of exporting'],
    ['exporting/lib/hidden', 'node_modules/exporting/lib/hidden.js of exporting'],
    ['@s/linked', 'node_modules/.pnpm/linked@1/node_modules/@s/linked/esm/index.js of @s/linked'],
    ['typed/none', '? package typed has no file ./none'],
    ['plain/none', '? package plain has no file ./none'],
  ])('%s: %s', (specifier, answer) => {
    expect(lead(installed(), 'src/deep/a.ts', specifier)).toBe(answer);
  });

  it('follows imports between files of a package', () => {
    expect(lead(installed(), 'node_modules/typed/dist/index.d.ts', './agents/BaseAgent')).toBe(
      'node_modules/typed/dist/agents/BaseAgent.d.ts of typed',
    );
  });
});
