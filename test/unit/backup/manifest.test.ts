import { describe, expect, it } from 'vitest';
import { isInside, parseManifest } from '../../../src/backup/manifest.ts';
import { entryFor, manifestOf } from '../../helpers/archive.ts';

const entry = entryFor('config/fleet.yaml', 'fleet: {}\n');
const huge = 2 ** 40;

describe(parseManifest, () => {
  it('gives what it was written from', () => {
    expect(parseManifest(manifestOf([entry]), 'a.tar.gz')).toEqual(JSON.parse(manifestOf([entry])));
  });

  it('drops what it does not know', () => {
    const text = manifestOf([{ ...entry, run: 'rm -rf' }], { host: 'build-7' });
    expect(parseManifest(text, 'a.tar.gz')).toEqual(JSON.parse(manifestOf([entry])));
  });

  it.each([
    ['no JSON', '{', 'BACKUP_DAMAGED', 'a.tar.gz is damaged: manifest.json is not valid JSON'],
    [
      'another value',
      'null',
      'BACKUP_FOREIGN',
      'a.tar.gz is not a backup made by aqe: its manifest is of another program',
    ],
    [
      'another program',
      manifestOf([], { format: 'borg' }),
      'BACKUP_FOREIGN',
      'a.tar.gz is not a backup made by aqe: its manifest is of another program',
    ],
    [
      'a newer format',
      manifestOf([], { formatVersion: 2 }),
      'BACKUP_FOREIGN',
      'a.tar.gz is not a backup made by aqe: its format version is 2; this aqe reads 1',
    ],
    [
      'no time',
      manifestOf([], { createdAt: 'yesterday' }),
      'BACKUP_DAMAGED',
      'a.tar.gz is damaged: its manifest lacks aqeVersion, createdAt or entries',
    ],
    [
      'entries that are no list',
      manifestOf([], { entries: {} }),
      'BACKUP_DAMAGED',
      'a.tar.gz is damaged: its manifest lacks aqeVersion, createdAt or entries',
    ],
    [
      'an entry that is no map',
      manifestOf([], { entries: [null] }),
      'BACKUP_DAMAGED',
      'a.tar.gz is damaged: it names the path undefined, which is not in a project',
    ],
    [
      'two entries for one file on some systems',
      manifestOf([entry, entryFor('config/FLEET.yaml', '')]),
      'BACKUP_DAMAGED',
      'a.tar.gz is damaged: it names config/fleet.yaml twice',
    ],
    [
      'more bytes than a backup may have',
      manifestOf([{ ...entry, size: huge }]),
      'BACKUP_DAMAGED',
      `a.tar.gz is damaged: it would unpack to ${huge} bytes`,
    ],
  ])('refuses %s', (_what, ...[text, code, message]) => {
    expect(() => parseManifest(text, 'a.tar.gz')).toThrow(
      expect.objectContaining({ code, message }),
    );
  });

  it.each([
    ['name', 'manifest.json'],
    ['kind', 'secret'],
    ['size', -1],
    ['size', 1.5],
    ['size', '12'],
    ['sha256', 'ABC'],
    ['mode', '04755'],
    ['mode', 420],
  ])('refuses an entry with %s %j', (field, value) => {
    expect(() => parseManifest(manifestOf([{ ...entry, [field]: value }]), 'a.tar.gz')).toThrow(
      expect.objectContaining({
        code: 'BACKUP_DAMAGED',
        message: 'a.tar.gz is damaged: its manifest describes config/fleet.yaml wrongly',
      }),
    );
  });
});

describe(isInside, () => {
  it.each(['fleet.yaml', 'config/fleet.yaml', 'a b/ü.yaml', '..data/..x', '.env'])(
    'accepts %j',
    (path) => {
      expect(isInside(path)).toBe(true);
    },
  );

  it.each([
    '',
    '.',
    '..',
    '../evil',
    'config/../../evil',
    'config/./fleet.yaml',
    '/etc/passwd',
    'config//fleet.yaml',
    'config/',
    String.raw`..\evil`,
    String.raw`C:\evil`,
    'C:evil',
    'fleet.yaml:stream',
    'a\0b',
    'a\nb',
    'x'.repeat(1025),
  ])('refuses %j', (path) => {
    expect(isInside(path)).toBe(false);
  });
});
