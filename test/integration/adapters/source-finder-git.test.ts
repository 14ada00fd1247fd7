import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { findSources, hit } from '../../helpers/find-sources.ts';
import { project } from '../../helpers/project.ts';
import { repository, runGit } from '../../helpers/repository.ts';

it('looks at tracked, new, ignored but tracked, conflicting and deleted files', async () => {
  const folder = repository({
    '.gitignore': 'forced/\nnew-ignored.ts\n',
    'forced/a.ts': hit,
    'new-ignored.ts': hit,
    'tracked.ts': hit,
    'deleted.ts': hit,
    'conflict.ts': 'base\n',
  });
  folder.git('add', '--force', 'forced/a.ts', 'tracked.ts', 'deleted.ts', 'conflict.ts');
  folder.git('commit', '--quiet', '--message', 'base');
  const branch = folder.git('symbolic-ref', '--short', 'HEAD').trim();
  folder.git('checkout', '--quiet', '-b', 'other');
  folder.write('conflict.ts', `${hit}// theirs\n`);
  folder.git('commit', '--quiet', '--all', '--message', 'theirs');
  folder.git('checkout', '--quiet', branch);
  folder.write('conflict.ts', `${hit}// ours\n`);
  folder.git('commit', '--quiet', '--all', '--message', 'ours');
  expect(() => folder.git('merge', '--quiet', 'other')).toThrow('git');
  rmSync(folder.path('deleted.ts'));
  folder.write('new.ts', hit);
  expect(await findSources(folder)).toMatchObject({
    seen: 4,
    sources: ['conflict.ts', 'forced/a.ts', 'new.ts', 'tracked.ts'],
  });
});

it('does not take a tracked file that became a link or a folder for what it was', async () => {
  const folder = repository({ 'a.ts': hit, 'b.ts': hit, 'c.ts': hit });
  folder.git('add', '.');
  folder.git('commit', '--quiet', '--message', 'base');
  rmSync(folder.path('b.ts'));
  symlinkSync('a.ts', folder.path('b.ts'));
  rmSync(folder.path('c.ts'));
  mkdirSync(folder.path('c.ts'));
  expect((await findSources(folder)).sources).toEqual(['a.ts']);
});

it('counts paths from a subfolder, and reports from the top', async () => {
  const folder = repository({
    'package.json': '{}',
    'packages/a/src/a.ts': hit,
    'packages/b/src/b.ts': hit,
    'packages/b/package.json': '{}',
  });
  const cwd = folder.path('packages/a');
  expect(await findSources(folder, ['.'], cwd)).toMatchObject({
    root: '',
    seen: 1,
    sources: ['packages/a/src/a.ts'],
    manifests: ['package.json', 'packages/b/package.json'],
  });
  expect((await findSources(folder, ['../b/**/*.ts', 'src'], cwd)).sources).toEqual([
    'packages/a/src/a.ts',
    'packages/b/src/b.ts',
  ]);
});

it('leaves repositories in the repository alone, unless they are named', async () => {
  const inner = repository({ 'src/a.ts': hit });
  inner.git('add', '.');
  inner.git('commit', '--quiet', '--message', 'inner');
  const folder = repository({ 'a.ts': hit, 'nested/b.ts': hit });
  runGit(folder.path('nested'), ['init', '--quiet']);
  folder.git('submodule', '--quiet', 'add', inner.dir, 'sub');
  expect((await findSources(folder)).sources).toEqual(['a.ts']);
  expect((await findSources(folder, ['sub/src', 'nested'])).sources).toEqual([
    'nested/b.ts',
    'sub/src/a.ts',
  ]);
});

it('leaves out what a sparse checkout leaves out', async () => {
  const folder = repository({ 'in/a.ts': hit, 'out/b.ts': hit });
  folder.git('add', '.');
  folder.git('commit', '--quiet', '--message', 'all');
  folder.git('sparse-checkout', 'set', 'in');
  expect(await findSources(folder)).toMatchObject({ seen: 1, sources: ['in/a.ts'] });
});

it('does not mind what the user told git to print', async () => {
  const folder = repository({ 'src/ä.ts': hit });
  folder.git('config', 'color.ui', 'always');
  folder.git('config', 'grep.patternType', 'perl');
  folder.git('config', 'grep.lineNumber', 'true');
  folder.git('config', 'submodule.recurse', 'true');
  folder.git('add', '.');
  expect((await findSources(folder, ['src'])).sources).toEqual(['src/ä.ts']);
});

it('hears nothing of the repository of a hook', async () => {
  const other = repository({ 'other.ts': hit });
  other.git('add', '.');
  const folder = repository({ 'a.ts': hit });
  vi.stubEnv('GIT_DIR', other.path('.git'));
  vi.stubEnv('GIT_WORK_TREE', other.dir);
  vi.stubEnv('GIT_INDEX_FILE', other.path('.git/index'));
  vi.stubEnv('GIT_PREFIX', 'src/');
  expect(await findSources(folder)).toMatchObject({ root: '', git: true, sources: ['a.ts'] });
});

it('walks in a bare repository, in an untrusted one, and without git', async () => {
  const bare = project({ 'a.ts': hit });
  runGit(bare.dir, ['init', '--quiet', '--bare']);
  expect(await findSources(bare)).toMatchObject({ git: false, sources: ['a.ts'] });

  const untrusted = repository({ 'a.ts': hit });
  vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
  expect(await findSources(untrusted)).toMatchObject({ git: false, sources: ['a.ts'] });
  vi.unstubAllEnvs();
  expect(await findSources(untrusted)).toMatchObject({ git: true, sources: ['a.ts'] });

  mkdirSync(untrusted.path('empty'));
  vi.stubEnv('PATH', untrusted.path('empty'));
  expect(await findSources(untrusted)).toMatchObject({ git: false, sources: ['a.ts'] });
});
