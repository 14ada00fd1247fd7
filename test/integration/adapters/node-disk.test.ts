import { existsSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeDisk } from '../../../src/adapters/node-disk.ts';
import { project } from '../../helpers/project.ts';

async function* chunks(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('fleet: ');
  yield Buffer.from('{}\n');
}

it('tells absent things from others', async () => {
  const folder = project({ 'config/fleet.yaml': 'fleet: {}\n' });
  symlinkSync('config/fleet.yaml', folder.path('link'));
  const none = folder.path('none');
  expect(await nodeDisk.resolve(none)).toBeUndefined();
  expect(await nodeDisk.resolve(folder.path('link'))).toMatch(/config\/fleet\.yaml$/);
  expect(await nodeDisk.list(none)).toEqual([]);
  expect(await nodeDisk.list(folder.path('config'))).toEqual(['fleet.yaml']);
  expect(await nodeDisk.fingerprint(none)).toBeUndefined();
  expect(await nodeDisk.fingerprint(folder.path('link'))).toEqual({
    size: 10,
    sha256: 'c3a4ab1bc9e25daa079e5cfd43cb627d1612754cc8cb14bddd634a109efcdffd',
  });
});

it('copies with the permission bits it is told, to free names only', async () => {
  const folder = project({ source: 'new', taken: 'old' });
  await nodeDisk.copy(folder.path('source'), folder.path('copy'), 0o640);
  expect(folder.read('copy')).toBe('new');
  expect(statSync(folder.path('copy')).mode & 0o777).toBe(0o640);
  await expect(nodeDisk.copy(folder.path('source'), folder.path('taken'), 0o640)).rejects.toThrow(
    expect.objectContaining({ code: 'FILE_EXISTS' }),
  );
  expect(folder.read('taken')).toBe('old');
});

it('saves a stream for its owner only, to free names only', async () => {
  const folder = project({ taken: 'old' });
  await nodeDisk.save(chunks(), folder.path('saved'));
  expect(folder.read('saved')).toBe('fleet: {}\n');
  expect(statSync(folder.path('saved')).mode & 0o777).toBe(0o600);
  await expect(nodeDisk.save(chunks(), folder.path('taken'))).rejects.toThrow(
    expect.objectContaining({ code: 'FILE_EXISTS' }),
  );
});

it('keeps the former content under its second name', async () => {
  const folder = project({ target: 'former', staged: 'new', taken: 'old' });
  await nodeDisk.keep(folder.path('target'), folder.path('kept'));
  await nodeDisk.rename(folder.path('staged'), folder.path('target'));
  expect(folder.read('target')).toBe('new');
  expect(folder.read('kept')).toBe('former');
  await expect(nodeDisk.keep(folder.path('target'), folder.path('taken'))).rejects.toThrow(
    expect.objectContaining({ code: 'FILE_EXISTS' }),
  );
});

it('removes a folder with all in it, and not what its links lead to', async () => {
  const folder = project({ 'away/deep/file': '', 'stays/file': '' });
  symlinkSync('../stays', folder.path('away/link'));
  await nodeDisk.removeFolder(folder.path('away'));
  await nodeDisk.removeFolder(folder.path('none'));
  expect(folder.list()).toEqual(['stays/file']);
});

it('removes a folder only when it is empty', async () => {
  const folder = project({ 'full/file': '' });
  await nodeDisk.makeFolder(folder.path('empty/inner'));
  for (const name of ['full', 'empty', 'empty/inner', 'none', 'full/file']) {
    // oxlint-disable-next-line no-await-in-loop
    await nodeDisk.removeIfEmpty(folder.path(name));
  }
  expect(folder.list()).toEqual(['full/file']);
  expect(existsSync(folder.path('empty'))).toBe(true);
  expect(existsSync(folder.path('empty/inner'))).toBe(false);
});

it('sets permission bits', async () => {
  const folder = project({ file: '' });
  await nodeDisk.setMode(folder.path('file'), 0o604);
  expect(statSync(folder.path('file')).mode & 0o7777).toBe(0o604);
});

it.each([
  ['a folder below a file', async (base: string) => nodeDisk.makeFolder(join(base, 'file/in'))],
  [
    'a name below a file',
    async (base: string) => nodeDisk.rename(join(base, 'file'), join(base, 'file/in')),
  ],
  ['the permissions of nothing', async (base: string) => nodeDisk.setMode(join(base, 'no'), 0o644)],
  ['a second name of a folder', async (base: string) => nodeDisk.keep(base, join(base, 'kept'))],
])('fails with a code: %s', async (_what, work) => {
  const folder = project({ file: '' });
  await expect(work(folder.dir)).rejects.toThrow(
    expect.objectContaining({ code: 'FILE_UNWRITABLE' }),
  );
  expect(folder.list()).toEqual(['file']);
});

it.each([
  ['fingerprint', async (base: string) => nodeDisk.fingerprint(base)],
  ['list', async (base: string) => nodeDisk.list(join(base, 'file'))],
])('fails with a code when it cannot read: %s', async (_what, work) => {
  const folder = project({ file: '' });
  await expect(work(folder.dir)).rejects.toThrow(
    expect.objectContaining({ code: 'FILE_UNREADABLE' }),
  );
});

it('removes its temporary folder whatever happens', async () => {
  const seen: string[] = [];
  const work = async (folder: string): Promise<never> => {
    seen.push(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    writeFileSync(join(folder, 'secret'), '');
    throw new Error('half-way');
  };
  await expect(nodeDisk.withTemporaryFolder(work)).rejects.toThrow('half-way');
  expect(seen.map((folder) => existsSync(folder))).toEqual([false]);
});
