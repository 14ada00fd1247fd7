import { chmodSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainFile } from '../../../src/adapters/modules/plain-file.ts';
import { project } from '../../helpers/project.ts';

const names = { extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } };

function found(request: string): string | undefined {
  const files = project({
    'src/a.ts': '',
    'src/b.tsx': '',
    'src/c.js': '',
    'src/both.ts': '',
    'src/both.js': '',
    'src/d.component.ts': '',
    'src/folder/index.ts': '',
    'top.ts': '',
  });
  symlinkSync('a.ts', files.path('src/linked.ts'));
  symlinkSync('nowhere.ts', files.path('src/dangling.ts'));
  mkdirSync(files.path('src/looks-like.ts'));
  const path = plainFile(files.path('src'), request, names);
  return path === undefined ? undefined : relative(realpathSync(files.dir), path);
}

describe(plainFile, () => {
  it.each([
    ['./a', 'src/a.ts'],
    ['./a.ts', 'src/a.ts'],
    ['./a.js', 'src/a.ts'],
    ['./b.js', 'src/b.tsx'],
    ['./c', 'src/c.js'],
    ['./both', 'src/both.ts'],
    ['./both.js', 'src/both.ts'],
    ['./d.component', 'src/d.component.ts'],
    ['../top', 'top.ts'],
    ['./folder/../a', 'src/a.ts'],
    ['./linked', 'src/a.ts'],
  ])('%s is %s', (request, path) => {
    expect(found(request)).toBe(path);
  });

  it.each([
    'a',
    '/a',
    '.',
    './',
    '..',
    '../',
    './folder',
    './folder/',
    './folder/.',
    './missing',
    './missing.js',
    './dangling',
    './looks-like',
    './a.ts?raw',
    './a#b',
    String.raw`.\a`,
    './a\0b',
  ])('leaves %j to others', (request) => {
    expect(found(request)).toBeUndefined();
  });

  it.skipIf(process.getuid?.() === 0)('leaves what it may not look at to others', () => {
    const locked = project({ 'locked/a.ts': '' });
    chmodSync(locked.path('locked'), 0);
    expect(plainFile(locked.dir, './locked/a', names)).toBeUndefined();
    chmodSync(locked.path('locked'), 0o755);
  });
});
