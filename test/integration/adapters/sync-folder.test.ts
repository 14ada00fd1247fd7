import { type FileHandle, open } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { syncFolder } from '../../../src/adapters/sync-folder.ts';
import { project } from '../../helpers/project.ts';

/** How often what kind of thing was made durable, on the real file system. */
async function watchSyncs(): Promise<{ readonly begun: () => number; readonly stop: () => void }> {
  const handle = await open('.', 'r');
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const sync = vi.spyOn(prototype, 'sync');
  return { begun: () => sync.mock.calls.length, stop: () => sync.mockRestore() };
}

describe(syncFolder, () => {
  let watch: Awaited<ReturnType<typeof watchSyncs>>;
  beforeEach(async () => {
    watch = await watchSyncs();
  });
  afterEach(() => watch.stop());

  it('syncs a folder', async () => {
    await syncFolder(project({}).dir);
    expect(watch.begun()).toBe(1);
  });

  it('lets all that come while one runs share the next one', async () => {
    const { dir } = project({});
    await Promise.all(Array.from({ length: 50 }, async () => syncFolder(dir)));
    expect(watch.begun()).toBeLessThanOrEqual(2);
  });

  it('begins another one for whoever comes when one runs already', async () => {
    const { dir } = project({});
    const first = syncFolder(dir);
    await vi.waitUntil(() => watch.begun() === 1);
    await syncFolder(dir);
    await first;
    expect(watch.begun()).toBe(2);
  });

  it('forgets a folder that is done, and syncs it again', async () => {
    const { dir } = project({});
    await syncFolder(dir);
    await syncFolder(dir);
    expect(watch.begun()).toBe(2);
  });

  it('makes folders wait for none but themselves', async () => {
    const [one, other] = [project({}).dir, project({}).dir];
    await Promise.all([syncFolder(one), syncFolder(other)]);
    expect(watch.begun()).toBe(2);
  });

  it('takes a folder that cannot be opened as it is', async () => {
    await expect(syncFolder(project({}).path('gone'))).resolves.toBeUndefined();
    expect(watch.begun()).toBe(0);
  });
});
