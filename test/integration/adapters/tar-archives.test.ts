import { describe, expect, it } from 'vitest';
import { tarArchives } from '../../../src/adapters/tar-archives.ts';
import { archiveOf } from '../../helpers/archive.ts';
import { project } from '../../helpers/project.ts';

const archives = tarArchives(new AbortController().signal);
const interrupted = tarArchives(AbortSignal.abort());
const modified = new Date('2026-11-23T12:00:00Z');

async function ignore(): Promise<void> {}

async function refuse(): Promise<never> {
  throw new Error('no');
}

describe('pack', () => {
  it('gives the same bytes for the same files', async () => {
    const folder = project({ 'b.txt': 'second', 'a.txt': 'first' });
    const source = { folder: folder.dir, names: ['b.txt', 'a.txt'], modified };
    await archives.pack(source, folder.path('one.tar.gz'));
    await archives.pack(source, folder.path('two.tar.gz'));
    expect(folder.bytes('one.tar.gz').equals(folder.bytes('two.tar.gz'))).toBe(true);
  });

  it.each([
    ['a name that is taken', archives, 'taken', 'FILE_EXISTS'],
    ['a folder that is not there', archives, 'none/a.tar.gz', 'FILE_UNWRITABLE'],
    ['an interruption', interrupted, 'a.tar.gz', 'INTERRUPTED'],
  ] as const)('ends with a code: %s', async (...[, port, name, code]) => {
    const folder = project({ 'a.txt': 'first', taken: 'old' });
    const source = { folder: folder.dir, names: ['a.txt'], modified };
    await expect(port.pack(source, folder.path(name))).rejects.toThrow(
      expect.objectContaining({ code }),
    );
    expect(folder.read('taken')).toBe('old');
  });
});

describe('read', () => {
  it('shows the members one after the other, however slow the visitor', async () => {
    const folder = project({ 'a.tar.gz': archiveOf('fleet.yaml', 'fleet: {}\n'.repeat(50_000)) });
    const seen: string[] = [];
    await archives.read(folder.path('a.tar.gz'), async ({ name, content }) => {
      seen.push(`begin ${name}`);
      let size = 0;
      for await (const chunk of content) size += chunk.length;
      seen.push(`end ${name} ${size > 0}`);
    });
    expect(seen).toEqual([
      'begin manifest.json',
      'end manifest.json true',
      'begin files/fleet.yaml',
      'end files/fleet.yaml true',
    ]);
  });

  it('passes over members that the visitor leaves unread', async () => {
    const folder = project({ 'a.tar.gz': archiveOf('fleet.yaml', 'fleet: {}\n'.repeat(50_000)) });
    await expect(archives.read(folder.path('a.tar.gz'), ignore)).resolves.toBeUndefined();
  });

  it('ends with the error of the visitor', async () => {
    const folder = project({ 'a.tar.gz': archiveOf('fleet.yaml', 'fleet: {}\n') });
    await expect(archives.read(folder.path('a.tar.gz'), refuse)).rejects.toThrow('no');
  });

  it('can be interrupted', async () => {
    const folder = project({ 'a.tar.gz': archiveOf('fleet.yaml', 'fleet: {}\n') });
    await expect(interrupted.read(folder.path('a.tar.gz'), ignore)).rejects.toThrow(
      expect.objectContaining({ code: 'INTERRUPTED' }),
    );
  });
});
