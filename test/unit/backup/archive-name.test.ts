import { describe, expect, it } from 'vitest';
import { archiveName } from '../../../src/backup/archive-name.ts';

describe(archiveName, () => {
  it.each([
    ['carries the time', [], 'aqe-backup-20261123T120000Z.tar.gz'],
    ['ignores other names', ['notes.txt'], 'aqe-backup-20261123T120000Z.tar.gz'],
    [
      'counts within a second',
      ['aqe-backup-20261123T120000Z.tar.gz', 'aqe-backup-20261123T120000Z-2.tar.gz'],
      'aqe-backup-20261123T120000Z-3.tar.gz',
    ],
  ])('%s', (_what, taken, name) => {
    expect(archiveName('2026-11-23T12:00:00.123Z', taken)).toBe(name);
  });
});
