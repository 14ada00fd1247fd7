import { symlinkSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { archiveOf, craftArchive, entryFor, manifestOf } from '../helpers/archive.ts';
import { contents, fleetProject } from '../helpers/fleet-project.ts';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';

const yaml = 'fleet: { id: shop }\n';
const sound = archiveOf('config/fleet.yaml', yaml);

it('restores the sound archive that the others differ from', async () => {
  const folder = project({ 'a.tar.gz': sound });
  const { code } = await inProcess(['backup', 'restore', 'a.tar.gz'], { cwd: folder.dir });
  expect(code).toBe(0);
  expect(folder.read('config/fleet.yaml')).toBe(yaml);
});

const announced = entryFor('config/fleet.yaml', yaml);
const manifest = { path: 'manifest.json', content: manifestOf([announced]) };
const member = { path: 'files/config/fleet.yaml', content: yaml };
const rawTar = gunzipSync(sound);

it.each([
  ['an empty file', Buffer.alloc(0), 'BACKUP_FOREIGN', 'not gzip-compressed'],
  ['a text file', Buffer.from('my notes'), 'BACKUP_FOREIGN', 'not gzip-compressed'],
  ['a compressed text', gzipSync('my notes '.repeat(99)), 'BACKUP_FOREIGN', 'not a tar inside'],
  ['a compressed nothing', gzipSync(''), 'BACKUP_FOREIGN', 'not a tar inside'],
  ['an empty tar', craftArchive([]), 'BACKUP_FOREIGN', 'not a tar inside'],
  ['a tar without a manifest', craftArchive([member]), 'BACKUP_FOREIGN', 'first member is not'],
  [
    'a manifest that is a link',
    craftArchive([{ path: 'manifest.json', type: 'SymbolicLink', linkpath: '/etc/passwd' }]),
    'BACKUP_FOREIGN',
    'first member is not',
  ],
  [
    'a manifest without end',
    craftArchive([{ path: 'manifest.json', content: ' '.repeat(1_048_577) }]),
    'BACKUP_FOREIGN',
    'manifest.json is too large',
  ],
  ['a path out of the project', archiveOf('../evil', yaml), 'BACKUP_DAMAGED', 'not in a project'],
  ['an absolute path', archiveOf('/tmp/evil', yaml), 'BACKUP_DAMAGED', 'not in a project'],
  [
    'a member whose name leads elsewhere',
    archiveOf('config/fleet.yaml', yaml, { name: 'files/../../evil' }),
    'BACKUP_DAMAGED',
    'describes config/fleet.yaml wrongly',
  ],
  [
    'a symbolic link',
    craftArchive([manifest, { ...member, type: 'SymbolicLink', linkpath: '/etc/passwd' }]),
    'BACKUP_DAMAGED',
    'config/fleet.yaml is a link or no file',
  ],
  [
    'a hard link',
    craftArchive([manifest, { path: member.path, type: 'Link', linkpath: 'manifest.json' }]),
    'BACKUP_DAMAGED',
    'config/fleet.yaml is a link or no file',
  ],
  [
    'other content of the same size',
    craftArchive([manifest, { ...member, content: yaml.replace('shop', 'evil') }]),
    'BACKUP_DAMAGED',
    'the checksum of config/fleet.yaml is wrong',
  ],
  [
    'more content than announced',
    craftArchive([manifest, { ...member, content: yaml.repeat(1000) }]),
    'BACKUP_DAMAGED',
    'config/fleet.yaml has 20000 bytes instead of 20',
  ],
  [
    'a member that nobody announced',
    craftArchive([manifest, member, { path: 'files/extra', content: 'x' }]),
    'BACKUP_DAMAGED',
    'it holds files/extra, unannounced or twice',
  ],
  [
    'a member twice',
    craftArchive([manifest, member, member]),
    'BACKUP_DAMAGED',
    'it holds files/config/fleet.yaml, unannounced or twice',
  ],
  ['a member missing', craftArchive([manifest]), 'BACKUP_DAMAGED', 'it lacks config/fleet.yaml'],
  [
    'a database that is none',
    archiveOf('data/fleet.db', 'not SQLite '.repeat(99), { kind: 'database' }),
    'BACKUP_DAMAGED',
    'data/fleet.db is no sound database: file is not a database',
  ],
  [
    'a tar that ends in the middle',
    gzipSync(rawTar.subarray(0, 512 * 3 + 10)),
    'BACKUP_DAMAGED',
    'is cut off or corrupted',
  ],
  [
    'a download that ended in the middle',
    sound.subarray(0, sound.length - 30),
    'BACKUP_DAMAGED',
    'is cut off or corrupted',
  ],
])('refuses %s and touches nothing', async (_what, ...[bytes, code, message]) => {
  const folder = project({ 'a.tar.gz': bytes, 'config/fleet.yaml': 'mine' });
  const before = contents(folder);
  const { code: exit, stderr } = await inProcess(['backup', 'restore', 'a.tar.gz', '--force'], {
    cwd: folder.dir,
  });
  expect(stderr).toContain(message);
  expect(stderr).toContain(`[${code}]`);
  expect(exit).toBe(2);
  expect(contents(folder)).toEqual(before);
});

it('notices every flipped byte that matters', async () => {
  const outcomes = new Set<number>();
  const folder = fleetProject();
  await inProcess(['backup', 'create', '--out', 'own.tar.gz'], { cwd: folder.dir });
  const before = contents(folder);
  const own = folder.bytes('own.tar.gz');
  for (let at = 0; at < own.length; at += 7) {
    const bytes = Buffer.from(own);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0x41, at);
    folder.write('own.tar.gz', bytes);
    // oxlint-disable-next-line no-await-in-loop -- one file, again and again
    const { code } = await inProcess(['backup', 'restore', 'own.tar.gz'], { cwd: folder.dir });
    outcomes.add(code);
  }
  folder.write('own.tar.gz', own);
  // 0: a byte of the gzip header (time, operating system), which carries nothing.
  expect([...outcomes].toSorted((a, b) => a - b)).toEqual([0, 2]);
  expect(contents(folder)).toEqual(before);
});

it('says when there is no such file', async () => {
  const { code, stderr } = await inProcess(['backup', 'restore', 'none.tar.gz'], {
    cwd: project().dir,
  });
  expect(code).toBe(2);
  expect(stderr).toContain('none.tar.gz does not exist [BACKUP_MISSING]');
});

it('says when the archive cannot be read', async () => {
  const folder = project({ 'folder/.keep': '' });
  const { code, stderr } = await inProcess(['backup', 'restore', 'folder'], { cwd: folder.dir });
  expect(code).toBe(2);
  expect(stderr).toContain('[FILE_UNREADABLE]');
});

it('does not follow a link out of the project', async () => {
  const outside = project({ 'fleet.yaml': 'theirs' });
  const folder = project({ 'a.tar.gz': sound });
  symlinkSync(outside.dir, folder.path('config'));
  const { code, stderr } = await inProcess(['backup', 'restore', 'a.tar.gz', '--force'], {
    cwd: folder.dir,
  });
  expect(code).toBe(2);
  expect(stderr).toContain('leads out of');
  expect(outside.read('fleet.yaml')).toBe('theirs');
});

it('keeps a link inside the project, and replaces what it points to', async () => {
  const folder = project({ 'a.tar.gz': sound, 'shared/fleet.yaml': 'old', 'config/.keep': '' });
  symlinkSync('../shared/fleet.yaml', folder.path('config/fleet.yaml'));
  const { code } = await inProcess(['backup', 'restore', 'a.tar.gz', '--force'], {
    cwd: folder.dir,
  });
  expect(code).toBe(0);
  expect(folder.read('shared/fleet.yaml')).toBe(yaml);
});
