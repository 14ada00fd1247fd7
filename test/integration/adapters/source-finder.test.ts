import { execFileSync } from 'node:child_process';
import { realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFinder } from '../../../src/adapters/source-finder.ts';
import { findSources, hit, needles } from '../../helpers/find-sources.ts';
import { project } from '../../helpers/project.ts';
import { repository } from '../../helpers/repository.ts';

const signal = new AbortController().signal;

/** The same tree, as a plain folder and as a git work tree. */
const kinds = [
  ['in a folder', project],
  ['in a git work tree', repository],
] as const;

describe.each(kinds)('%s', (_kind, make) => {
  it('finds sources of every kind, documents that mention them, and manifests', async () => {
    const folder = make({
      'a.ts': hit,
      'a.tsx': hit,
      'a.mts': hit,
      'a.cts': hit,
      'a.js': hit,
      'a.jsx': hit,
      'a.mjs': hit,
      'a.cjs': hit,
      'lib/vendor.min.js': hit,
      'half.ts': 'performTask\n',
      'other.ts': 'BaseAgent\n',
      'types.d.ts': hit,
      'types.d.mts': hit,
      'types.d.cts': hit,
      'README.md': hit,
      'docs/half.md': 'performTask\n',
      'package.json': `{"description": "performTask of a BaseAgent"}`,
      'packages/a/package.json': '{}',
      'package-lock.json': hit,
      'yarn.lock': hit,
      'picture.png': `\0${hit}`,
    });
    expect(await findSources(folder)).toEqual({
      root: '',
      git: make === repository,
      seen: 11,
      sources: [
        'a.cjs',
        'a.cts',
        'a.js',
        'a.jsx',
        'a.mjs',
        'a.mts',
        'a.ts',
        'a.tsx',
        'lib/vendor.min.js',
      ],
      mentions: ['README.md', 'package.json'],
      manifests: ['package.json', 'packages/a/package.json'],
    });
  });

  it('skips no folder but node_modules and dist, unless it is named', async () => {
    const folder = make({
      'node_modules/x/a.ts': hit,
      'node_modules/x/package.json': '{}',
      'packages/a/dist/a.js': hit,
      'packages/a/dist.ts': hit,
      'src/coverage/a.ts': hit,
      'build/a.ts': hit,
      'vendor/a.ts': hit,
      '.storybook/a.ts': hit,
    });
    expect(await findSources(folder)).toMatchObject({
      seen: 5,
      sources: [
        '.storybook/a.ts',
        'build/a.ts',
        'packages/a/dist.ts',
        'src/coverage/a.ts',
        'vendor/a.ts',
      ],
      manifests: [],
    });
    const named = ['node_modules/x', 'packages/a/dist'];
    expect((await findSources(folder, named)).sources).toEqual([
      'node_modules/x/a.ts',
      'packages/a/dist/a.js',
    ]);
  });

  it('heeds .gitignore at every level', async () => {
    const folder = make({
      '.gitignore': '\u{FEFF}# build\r\n/gen\r\n*.tmp.ts\r\nout/\r\n',
      'gen/a.ts': hit,
      'src/gen/a.ts': hit,
      'src/a.tmp.ts': hit,
      'src/out/a.ts': hit,
      'src/a.ts': hit,
      'lib/.gitignore': '!out/\n!keep.tmp.ts\nsub/*.js\nold.ts\n',
      'lib/out/a.ts': hit,
      'lib/keep.tmp.ts': hit,
      'lib/sub/a.js': hit,
      'lib/sub/deep/a.js': hit,
      'lib/deep/old.ts': hit,
      'we[i]rd/.gitignore': '/a.ts\n',
      'we[i]rd/a.ts': hit,
      'wei/a.ts': hit,
    });
    expect((await findSources(folder)).sources).toEqual([
      'lib/keep.tmp.ts',
      'lib/out/a.ts',
      'lib/sub/deep/a.js',
      'src/a.ts',
      'src/gen/a.ts',
      'wei/a.ts',
    ]);
    // Named files and folders count even so.
    expect((await findSources(folder, ['gen', 'src/a.tmp.ts'])).sources).toEqual([
      'gen/a.ts',
      'src/a.tmp.ts',
    ]);
  });

  it('survives all names', async () => {
    const names = [
      ' leading and trailing .ts',
      '"quoted".ts',
      "it's.ts",
      'two\nlines.ts',
      '-e.ts',
      '--help.ts',
      ':(exclude)x.ts',
      '$(touch x).ts',
      'Übung/日本語.ts',
      'back\\slash.ts',
      '[id]/*.ts',
    ];
    const folder = make(Object.fromEntries(names.map((name) => [name, hit])));
    expect((await findSources(folder)).sources).toEqual(names.toSorted());
    expect((await findSources(folder, ['--help.ts', '[id]', ':(exclude)x.ts'])).sources).toEqual([
      '--help.ts',
      ':(exclude)x.ts',
      '[id]/*.ts',
    ]);
  });

  it('takes files, folders and patterns, each file once', async () => {
    const folder = make({
      'src/a.ts': hit,
      'src/a.test.ts': hit,
      'src/old/a.ts': hit,
      'src/notes.md': hit,
      'lib/a.js': hit,
      'lib/a.ts': hit,
      'packages/x/src/a.ts': hit,
      'packages/y/src/deep/a.ts': hit,
      'packages/y/test/a.ts': hit,
    });
    expect(
      (await findSources(folder, ['src/a.ts', './src', 'lib/*.js', 'src/**/*.md'])).sources,
    ).toEqual(['lib/a.js', 'src/a.test.ts', 'src/a.ts', 'src/old/a.ts']);
    expect((await findSources(folder, ['packages/*/src'])).sources).toEqual([
      'packages/x/src/a.ts',
      'packages/y/src/deep/a.ts',
    ]);
    expect(await findSources(folder, ['src', '!*.test.ts', '!src/old'])).toMatchObject({
      seen: 1,
      sources: ['src/a.ts'],
      mentions: ['src/notes.md'],
    });
    expect((await findSources(folder, ['!packages/**', '!src/**'])).sources).toEqual([
      'lib/a.js',
      'lib/a.ts',
    ]);
    expect(await findSources(folder, ['src/notes.md'])).toMatchObject({
      seen: 0,
      sources: [],
      mentions: ['src/notes.md'],
    });
  });

  it.each([
    ['none.ts', 'none.ts'],
    ['src/none', 'src/none'],
    ['src/a.ts/below', 'src/a.ts/below'],
    ['src/*.js', 'src/*.js'],
    ['none/**/*.ts', 'none/**/*.ts'],
    ['!none.ts', 'none.ts'],
  ])('says that a path names nothing: %s', async (path, named) => {
    const folder = make({ 'src/a.ts': hit });
    await expect(findSources(folder, ['src', path])).rejects.toThrow(
      expect.objectContaining({
        code: 'FILE_NOT_FOUND',
        message: `${named} names no file or folder`,
        hint: expect.stringContaining('current folder'),
      }),
    );
  });

  it.each([['..'], ['../*'], ['away/a.ts'], ['']])(
    'refuses what is outside of the project: %j',
    async (path) => {
      const elsewhere = project({ 'a.ts': hit });
      const folder = make({ 'src/a.ts': hit });
      symlinkSync(elsewhere.dir, folder.path('away'));
      await expect(findSources(folder, [path])).rejects.toThrow(
        expect.objectContaining({ code: 'USAGE' }),
      );
    },
  );

  it('follows links that are named, and no others', async () => {
    const folder = make({ 'src/a.ts': hit, 'deep/b.ts': hit });
    symlinkSync('src/a.ts', folder.path('link.ts'));
    symlinkSync('../deep', folder.path('src/deep'));
    symlinkSync('..', folder.path('src/loop'));
    symlinkSync('nowhere.ts', folder.path('src/dangling.ts'));
    symlinkSync('round.ts', folder.path('round.ts'));
    expect(await findSources(folder)).toMatchObject({
      seen: 2,
      sources: ['deep/b.ts', 'src/a.ts'],
    });
    expect((await findSources(folder, ['link.ts', 'src/deep'])).sources).toEqual([
      'deep/b.ts',
      'src/a.ts',
    ]);
    await expect(findSources(folder, ['round.ts'])).rejects.toThrow(
      expect.objectContaining({ code: 'FILE_NOT_FOUND' }),
    );
  });

  it('reads large sources, and no large documents', async () => {
    const filler = 'x'.repeat(6 * 1024 * 1024);
    const folder = make({
      'large.js': filler + hit,
      'large.md': filler + hit,
      'other.js': filler,
    });
    expect(await findSources(folder)).toMatchObject({
      seen: 2,
      sources: ['large.js'],
      mentions: [],
    });
  });

  it('does not hang on a named pipe', async () => {
    const folder = make({ 'a.ts': hit });
    execFileSync('mkfifo', [folder.path('pipe.ts'), folder.path('pipe.md')]);
    expect(await findSources(folder)).toMatchObject({ seen: 1, sources: ['a.ts'], mentions: [] });
    await expect(findSources(folder, ['pipe.ts'])).rejects.toThrow(
      expect.objectContaining({ code: 'FILE_UNREADABLE' }),
    );
  });

  it('ends when it is interrupted', async () => {
    const folder = make({ 'a.ts': hit });
    await expect(
      sourceFinder(folder.dir, AbortSignal.abort()).find({ paths: ['.'], needles }),
    ).rejects.toThrow(expect.objectContaining({ code: 'INTERRUPTED' }));
  });

  it('without texts to look for, all sources are of interest', async () => {
    const folder = make({ 'a.ts': '', 'b.md': '' });
    expect(
      await sourceFinder(folder.dir, signal).find({ paths: ['.'], needles: [] }),
    ).toMatchObject({
      seen: 1,
      sources: [join(realpathSync(folder.dir), 'a.ts')],
      mentions: [join(realpathSync(folder.dir), 'b.md')],
    });
  });
});

it('counts a source that it may not read: its reader will say so', async (context) => {
  context.skip(process.getuid?.() === 0, 'root may read everything');
  const folder = repository({ 'a.ts': hit });
  execFileSync('chmod', ['000', folder.path('a.ts')]);
  expect((await findSources(folder)).sources).toEqual(['a.ts']);
});
