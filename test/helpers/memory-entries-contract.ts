import { expect, it } from 'vitest';
import type { MemoryEntries, MemoryRow } from '../../src/core/memory/memory-entries.ts';

const row: MemoryRow = {
  key: 'a',
  partition: 'default',
  value: '{"n":1}',
  metadata: null,
  createdAt: 1000,
  expiresAt: null,
  owner: 'ada',
  accessLevel: 'private',
  teamId: null,
  swarmId: null,
};
const noCheck = (): void => undefined;

/** What every place for entries does. @param open one that is empty */
export function memoryEntriesContract(open: () => Promise<MemoryEntries>): void {
  it('gives back what was put, every field of it', async () => {
    const entries = await open();
    const odd: MemoryRow = {
      key: "it's\u0000 ü % _",
      partition: 'odd/"partition"',
      value: JSON.stringify('\u0000"\'😀'),
      metadata: '{"n":1}',
      createdAt: 1_795_359_751_385,
      expiresAt: 1_795_363_351_385,
      owner: 'someone',
      accessLevel: 'team',
      teamId: 't',
      swarmId: 's',
    };
    await entries.put(odd, noCheck);
    expect(await entries.get(odd.key, odd.partition)).toEqual(odd);
    expect(await entries.get(odd.key, 'default')).toBeUndefined();
  });

  it('replaces an entry when the check lets it', async () => {
    const entries = await open();
    await entries.put(row, () => {
      throw new Error('there is nothing to check');
    });
    const seen: MemoryRow[] = [];
    await entries.put({ ...row, value: '2', owner: 'bob' }, (there) => void seen.push(there));
    expect(seen).toEqual([row]);
    expect(await entries.get('a', 'default')).toMatchObject({ value: '2', owner: 'bob' });
    const refused = entries.put({ ...row, value: '3' }, () => {
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    expect(await entries.get('a', 'default')).toMatchObject({ value: '2' });
  });

  it('puts many at once, the last of those with one place', async () => {
    const entries = await open();
    await entries.put({ ...row, owner: 'bob' }, noCheck);
    await entries.putAll([]);
    await entries.putAll([
      { ...row, value: '1' },
      { ...row, key: 'b\u0000\u001A0', expiresAt: 5 },
      { ...row, value: '2' },
    ]);
    expect(await entries.get('a', 'default')).toEqual({ ...row, value: '2' });
    expect(await entries.get('b\u0000\u001A0', 'default')).toMatchObject({ expiresAt: 5 });
    expect(await entries.stats(5)).toMatchObject([{ entries: 2, expired: 1 }]);
  });

  it('removes an entry when the check lets it', async () => {
    const entries = await open();
    await entries.put(row, noCheck);
    const refused = entries.remove(row, () => {
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    expect(await entries.remove(row, noCheck)).toBe(true);
    expect(await entries.remove(row, noCheck)).toBe(false);
    expect(await entries.get('a', 'default')).toBeUndefined();
  });

  it('lists by pattern, within a partition, in order of the keys', async () => {
    const entries = await open();
    for (const key of ['b/2', 'b/1', 'B/3', 'c/1', 'b.1', 'b/10\nx']) {
      await entries.put({ ...row, key }, noCheck);
    }
    await entries.put({ ...row, key: 'b/1', partition: 'other' }, noCheck);
    const keys = async (pattern: string, partition = 'default'): Promise<readonly string[]> =>
      (await entries.list({ pattern, partition })).map(({ key }) => key);
    expect(await keys('b/%')).toEqual(['B/3', 'b/1', 'b/10\nx', 'b/2']);
    expect(await keys('b/_')).toEqual(['B/3', 'b/1', 'b/2']);
    expect(await keys('b.1')).toEqual(['b.1']);
    expect(await keys('%', 'other')).toEqual(['b/1']);
    expect(await keys('b')).toEqual([]);
  });

  it('clears a partition, removes what expired, and counts what is there', async () => {
    const entries = await open();
    await entries.put({ ...row, key: 'a', value: '12345' }, noCheck);
    await entries.put({ ...row, key: 'b', expiresAt: 5000 }, noCheck);
    await entries.put({ ...row, key: 'c', partition: 'x', expiresAt: 5001 }, noCheck);
    expect(await entries.stats(5000)).toEqual([
      { partition: 'default', entries: 2, expired: 1, size: 12 },
      { partition: 'x', entries: 1, expired: 0, size: 7 },
    ]);
    expect(await entries.removeExpired(4999)).toBe(0);
    expect(await entries.removeExpired(5000, ['x', 'y'])).toBe(0);
    expect(await entries.removeExpired(4999, ['default'])).toBe(0);
    expect(await entries.removeExpired(5000)).toBe(1);
    expect(await entries.clear('default')).toBe(1);
    expect(await entries.clear('default')).toBe(0);
    expect((await entries.stats(5000)).map(({ partition }) => partition)).toEqual(['x']);
    await entries.close();
  });
}
