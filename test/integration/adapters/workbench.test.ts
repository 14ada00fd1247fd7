import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { workbench } from '../../../src/adapters/workbench.ts';
import { project } from '../../helpers/project.ts';

/** A project with links inside, and with links to a neighbour. */
function linked() {
  const { dir: outside } = project({ 'secret.js': 'secret' });
  const p = project({
    'src/cart.js': 'cart',
    'node_modules/left-pad/index.js': 'pad',
    'src/data.bin': '',
  });
  writeFileSync(p.path('src/data.bin'), new Uint8Array([0xff, 0xfe, 0x80]));
  symlinkSync('cart.js', p.path('src/same.js'));
  symlinkSync('src', p.path('alias'));
  symlinkSync('round', p.path('round'));
  symlinkSync(join(outside, 'secret.js'), p.path('src/link.js'));
  symlinkSync(outside, p.path('out'));
  return { p, outside, bench: workbench(p.dir) };
}

describe(workbench, () => {
  it.each([
    ['src/cart.js', 'cart'],
    ['src/same.js', 'cart'],
    ['alias/cart.js', 'cart'],
    ['src/none.js', undefined],
    ['src', undefined],
    ['src/cart.js/deeper.js', undefined],
    ['round', undefined],
    ['src/data.bin', undefined],
    ['src/link.js', undefined],
    ['out/secret.js', undefined],
    ['../secret.js', undefined],
    ['/etc/hostname', undefined],
  ])('reads %s of the project as %s', async (path, content) => {
    expect(await linked().bench.read(path)).toBe(content);
  });

  it('reads no file that is larger than inputs may be', async () => {
    const { p, bench } = linked();
    p.write('src/large.js', 'x'.repeat(4 * 1024 * 1024 + 1));
    expect(await bench.read('src/large.js')).toBeUndefined();
  });

  it('leaves out what is no file, such as the socket of a server', async () => {
    const { p, bench } = linked();
    const server = createServer();
    onTestFinished(async () => promisify(server.close.bind(server))());
    server.listen(p.path('dev.sock'));
    await once(server, 'listening');
    const names = await bench.withCopy(async (copy) => {
      const { signal } = new AbortController();
      const { output } = await copy.run(['ls'], { timeoutMs: 10_000, signal });
      return output.trim().split('\n');
    });
    expect(names).toContain('src');
    expect(names).not.toContain('dev.sock');
  });

  it('writes into the copy alone, whatever links there are', async () => {
    const { p, outside, bench } = linked();
    const paths = ['src/cart.js', 'src/same.js', 'alias/cart.js', 'new/deep/file.js'];
    const leaving = [
      'src/link.js',
      'out/secret.js',
      'out/new/a.js',
      'node_modules/left-pad/index.js',
    ];
    await bench.withCopy(async (copy) => {
      const write = async (path: string) => copy.write(path, `changed ${path}`);
      for (const path of paths) {
        // oxlint-disable-next-line no-await-in-loop -- some lead to the same file
        expect(await write(path)).toBe(true);
      }
      expect(await copy.read('alias/cart.js')).toBe('changed alias/cart.js');
      expect(await copy.read('src/same.js')).toBe('changed alias/cart.js');
      expect(await Promise.all(leaving.map(write))).toEqual(leaving.map(() => false));
      expect(await copy.read('src/link.js')).toBeUndefined();
    });
    expect(p.read('src/cart.js')).toBe('cart');
    expect(p.read('node_modules/left-pad/index.js')).toBe('pad');
    expect(readFileSync(join(outside, 'secret.js'), 'utf8')).toBe('secret');
  });

  it('leaves out what it is told to, and what a copy does not need', async () => {
    const p = project({
      'data/fleet.db': 'db',
      'data/fleet.db-wal': 'wal',
      'data/seed.json': '{}',
      'coverage/lcov.info': 'TN:',
    });
    const bench = workbench(p.dir, ['./data/fleet.db', p.path('data/fleet.db-wal')]);
    const paths = ['data/fleet.db', 'data/fleet.db-wal', 'coverage/lcov.info', 'data/seed.json'];
    const read = await bench.withCopy(async (copy) =>
      Promise.all(paths.map(async (path) => copy.read(path))),
    );
    expect(read).toEqual([undefined, undefined, undefined, '{}']);
  });

  it('takes no dangling link for a way out', async () => {
    const { p, outside, bench } = linked();
    mkdirSync(p.path('gone'));
    symlinkSync(join(outside, 'made.js'), p.path('gone/made.js'));
    await bench.withCopy(async (copy) => {
      expect(await copy.write('gone/made.js', 'x')).toBe(false);
    });
  });
});
