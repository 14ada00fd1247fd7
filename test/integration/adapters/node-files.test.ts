import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../src/adapters/node-files.ts';
import { project } from '../../helpers/project.ts';

const data = Buffer.from('new');

describe(nodeFiles, () => {
  it('keeps the bits of an existing file and leaves nothing beside it', async () => {
    const p = project({ 'a.yaml': 'old' });
    chmodSync(p.path('a.yaml'), 0o600);
    await nodeFiles(p.dir).write('a.yaml', data, { overwrite: true, mode: 0o644 });
    expect([p.read('a.yaml'), statSync(p.path('a.yaml')).mode & 0o777]).toEqual(['new', 0o600]);
    expect(readdirSync(p.dir)).toEqual(['a.yaml']);
  });

  it('writes a name as long as names can be', async () => {
    const p = project({});
    const name = `${'n'.repeat(250)}.yaml`;
    await nodeFiles(p.dir).write(name, data, { overwrite: false });
    expect(p.read(name)).toBe('new');
  });

  it('writes through a link whose file is not there yet', async () => {
    const p = project({});
    symlinkSync('real.yaml', p.path('link.yaml'));
    await nodeFiles(p.dir).write('link.yaml', data, { overwrite: true });
    expect(lstatSync(p.path('link.yaml')).isSymbolicLink()).toBe(true);
    expect(p.read('real.yaml')).toBe('new');
  });

  it('knows one file under two names', async () => {
    const p = project({ 'a.yaml': 'x', 'b.yaml': 'x' });
    symlinkSync('a.yaml', p.path('link.yaml'));
    const files = nodeFiles(p.dir);
    const [a, link, b] = await Promise.all(
      ['a.yaml', './link.yaml', 'b.yaml'].map(async (name) => files.info(name)),
    );
    expect(link?.identity).toBe(a?.identity);
    expect(b?.identity).not.toBe(a?.identity);
  });

  it.each([true, false])('never replaces a folder (overwrite: %s)', async (overwrite) => {
    const p = project({ 'folder/a.yaml': 'x' });
    await expect(nodeFiles(p.dir).write('folder', data, { overwrite })).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: 'folder is a folder; it was not touched',
    });
  });

  it.skipIf(process.platform === 'win32')('never replaces a pipe', async () => {
    const p = project({});
    execFileSync('sh', ['-c', 'mkfifo "$0"', p.path('pipe')]);
    const files = nodeFiles(p.dir);
    await expect(files.write('pipe', data, { overwrite: true })).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    });
    await expect(files.read('pipe')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(statSync(p.path('pipe')).isFIFO()).toBe(true);
  });

  it.each([
    ['its folder does not exist', 'none/a.yaml'],
    ['a part of the path is not a folder', 'a.yaml/b.yaml'],
    ['the name is too long', 'n'.repeat(300)],
    ['its symbolic links go round in a circle', 'loop'],
  ])('says why and what to do: %s', async (reason, name) => {
    const p = project({ 'a.yaml': 'x' });
    symlinkSync('loop', p.path('loop'));
    await expect(nodeFiles(p.dir).write(name, data, { overwrite: true })).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining(reason),
      hint: expect.any(String),
    });
    expect(existsSync(p.path('none'))).toBe(false);
  });
});
