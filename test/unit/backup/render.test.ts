import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { renderCreated, renderList, renderRestored } from '../../../src/backup/render.ts';

const style = new Chalk({ level: 0 });
const createdAt = '2026-11-23T12:00:00.000Z';

describe(renderCreated, () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [5 * 1024 ** 2, '5.0 MiB'],
    [3 * 1024 ** 4, '3072.0 GiB'],
  ])('writes %d bytes as %s', (size, text) => {
    const created = { archive: '/a.tar.gz', createdAt, size, entries: [], skipped: [] };
    expect(renderCreated({ ...created, snapshot: null }, '/fleet/of/ours')).toBe(
      `/a.tar.gz  ${text}`,
    );
  });

  it('says when the copy is not byte for byte', () => {
    const created = { archive: '/fleet/a.tar.gz', createdAt, size: 7, entries: [], skipped: [] };
    expect(renderCreated({ ...created, snapshot: 'compacted' }, '/fleet')).toBe(
      'a.tar.gz  7 B\n  The database was in constant use: the copy has the same content, not the same bytes.',
    );
  });
});

describe(renderList, () => {
  it('prints nothing, not even a head, for no backups', () => {
    expect(renderList([], { cwd: '/fleet', style })).toBe('');
  });
});

describe(renderRestored, () => {
  it.each([
    ['restored', 'Restored from a.tar.gz.'],
    ['planned', 'Nothing was changed: this is what restoring a.tar.gz would do.'],
    ['unchanged', 'Nothing to do: every file is as in a.tar.gz.'],
    ['refused', 'Nothing was changed.'],
  ] as const)('ends with what became of it: %s', (outcome, end) => {
    const restored = { archive: '/fleet/a.tar.gz', createdAt, outcome, changes: [] };
    expect(renderRestored(restored, '/fleet')).toBe(end);
  });
});
