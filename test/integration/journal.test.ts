import { chmodSync, lstatSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AqeError } from '../../src/errors.ts';
import { applyChanges } from '../../src/migrate/code/journal/apply-changes.ts';
import { requireNoUnfinishedRun } from '../../src/migrate/code/journal/require-no-unfinished-run.ts';
import { undoLastRun } from '../../src/migrate/code/journal/undo-last-run.ts';
import {
  change,
  type Hook,
  jobFor,
  ports,
  sampleChanges,
  sampleProject,
  snapshot,
  watched,
} from '../helpers/journal.ts';
import { project } from '../helpers/project.ts';

describe(applyChanges, () => {
  it('writes all files, and keeps what was in them', async () => {
    const folder = sampleProject();
    const before = snapshot(folder);
    const { journal } = await applyChanges(sampleChanges(folder), jobFor(folder), ports);
    expect(journal).toBe('.aqe/migrations/0001-migrate-agents');
    expect(folder.read('src/a.ts')).toBe('new src/a.ts\n');
    expect(folder.read('src/created.ts')).toBe('export {};\n');
    // Permissions stay.
    expect(lstatSync(folder.path('src/run.mjs')).mode & 0o777).toBe(0o750);
    expect(lstatSync(folder.path('src/read only.ts')).mode & 0o777).toBe(0o444);
    expect(folder.read('.aqe/migrations/.gitignore')).toBe('*\n');
    expect(folder.read(`${journal}/before/src/a.ts`)).toBe('class A {}\r\n');
    expect(JSON.parse(folder.read(`${journal}/journal.json`))).toMatchObject({
      version: 1,
      command: 'migrate-agents',
      createdAt: '2026-01-02T03:04:05.000Z',
      state: 'done',
      files: expect.arrayContaining([
        {
          path: 'src/empty.ts',
          before: {
            sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
            size: 0,
            mode: 0o644,
          },
          after: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), size: 17 },
        },
        expect.objectContaining({ path: 'src/created.ts', before: null }),
      ]),
    });

    const undone = await undoLastRun(jobFor(folder), ports);
    expect(undone.removed).toEqual(['src/created.ts']);
    expect(undone.restored).toHaveLength(6);
    expect(snapshot(folder)).toEqual(before);
    expect(folder.list().filter((name) => name.startsWith('.aqe'))).toEqual([]);
    expect(lstatSync(folder.path('.aqe'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('keeps links', async () => {
    const folder = project({ 'real/a.ts': 'old\n', 'src/b.ts': '' });
    symlinkSync('../real/a.ts', folder.path('src/a.ts'));
    await applyChanges([change(folder, 'src/a.ts', 'new\n')], jobFor(folder), ports);
    expect(readlinkSync(folder.path('src/a.ts'))).toBe('../real/a.ts');
    expect(folder.read('real/a.ts')).toBe('new\n');
    await undoLastRun(jobFor(folder), ports);
    expect(readlinkSync(folder.path('src/a.ts'))).toBe('../real/a.ts');
    expect(folder.read('real/a.ts')).toBe('old\n');
  });

  it.each([
    ['was edited', (path: string) => writeFileSync(path, 'edited\n'), 'edited\n'],
    ['was removed', (path: string) => rmSync(path), undefined],
  ])('refuses when a file %s meanwhile', async (_what, meddle, content) => {
    const folder = sampleProject();
    const changes = sampleChanges(folder);
    meddle(folder.path('src/a.ts'));
    const before = snapshot(folder);
    await expect(applyChanges(changes, jobFor(folder), ports)).rejects.toThrow(
      expect.objectContaining({ code: 'MIGRATION_REFUSED' }),
    );
    expect(snapshot(folder)).toEqual(before);
    expect(folder.list().includes('src/a.ts')).toBe(content !== undefined);
    expect(folder.list().some((name) => name.startsWith('.aqe'))).toBe(false);
  });

  it('refuses to create what is there, and what is outside of the project', async () => {
    const folder = project({ 'a.ts': 'a\n', '.git/config': '[core]\n' });
    const elsewhere = project({ 'b.ts': 'b\n' });
    symlinkSync(elsewhere.dir, folder.path('link'));
    symlinkSync(elsewhere.path('new.ts'), folder.path('dangling.ts'));
    const after = Buffer.from('new\n');
    const old = Buffer.from('b\n');
    for (const bad of [
      { path: folder.path('a.ts'), before: undefined, after },
      { path: elsewhere.path('b.ts'), before: old, after },
      { path: folder.path('link/b.ts'), before: old, after },
      { path: folder.path('link/new.ts'), before: undefined, after },
      { path: folder.path('dangling.ts'), before: undefined, after },
      { path: folder.path('.git/config'), before: Buffer.from('[core]\n'), after },
      { path: folder.path('.aqe/new.ts'), before: undefined, after },
    ]) {
      // oxlint-disable-next-line no-await-in-loop
      await expect(applyChanges([bad], jobFor(folder), ports), bad.path).rejects.toThrow(
        expect.objectContaining({ code: 'MIGRATION_REFUSED' }),
      );
    }
    expect(elsewhere.list()).toEqual(['b.ts']);
    expect(elsewhere.read('b.ts')).toBe('b\n');
    expect(folder.read('a.ts')).toBe('a\n');
  });

  it('does not write its journal through a link', async () => {
    const elsewhere = project({ 'migrations/0001-migrate-agents/mine': '' });
    const folder = project({ 'a.ts': 'a\n' });
    symlinkSync(elsewhere.dir, folder.path('.aqe'));
    await expect(
      applyChanges([change(folder, 'a.ts', 'b\n')], jobFor(folder), ports),
    ).rejects.toThrow(expect.objectContaining({ code: 'MIGRATION_REFUSED' }));
    await expect(undoLastRun(jobFor(folder), ports)).rejects.toThrow(
      expect.objectContaining({ code: 'UNDO_REFUSED' }),
    );
    expect(elsewhere.list()).toEqual(['migrations/0001-migrate-agents/mine']);
    expect(folder.read('a.ts')).toBe('a\n');
  });

  it('keeps what somebody writes into a file while others are written', async () => {
    const folder = project({ 'a.ts': 'a\n', 'b.ts': 'b\n' });
    let journals = 0;
    // The second time, all has been looked at, and nothing is written yet.
    const meddle: Hook = (call, path) => {
      if (call !== 'write' || basename(path) !== 'journal.json' || ++journals !== 2) return;
      folder.write('b.ts', 'edited\n');
    };
    const changes = [change(folder, 'a.ts', 'new a\n'), change(folder, 'b.ts', 'new b\n')];
    const applying = applyChanges(changes, jobFor(folder), watched(meddle));
    await expect(applying).rejects.toThrow(expect.objectContaining({ code: 'MIGRATION_REFUSED' }));
    expect([folder.read('a.ts'), folder.read('b.ts')]).toEqual(['a\n', 'edited\n']);
  });

  it('of two at the same moment no more than one writes', async () => {
    const folder = sampleProject();
    const changes = sampleChanges(folder);
    const before = snapshot(folder);
    const results = await Promise.allSettled(
      ['migrate-agents', 'migrate-tools', 'migrate-agents'].map(async (command) =>
        applyChanges(changes, jobFor(folder, command), ports),
      ),
    );
    const won = results.filter(({ status }) => status === 'fulfilled').length;
    expect(won).toBeLessThanOrEqual(1);
    expect(folder.read('src/a.ts')).toBe(won === 1 ? 'new src/a.ts\n' : 'class A {}\r\n');
    const failures = results.flatMap((result) =>
      result.status === 'rejected' ? [String(result.reason)] : [],
    );
    expect(failures).toHaveLength(3 - won);
    for (const failure of failures) expect(failure).toMatch(/^AqeError: /);
    if (won === 0) expect(snapshot(folder)).toEqual(before);
  });
});

/** How many calls a piece of work makes, and what it does when one of them fails. */
async function eachFailure(
  prepare: () => Promise<{ work: (hook: Hook) => Promise<unknown>; check: () => Promise<void> }>,
): Promise<number> {
  const whole = await prepare();
  let calls = 0;
  await whole.work(() => calls++);
  for (let failing = 1; failing <= calls; failing++) {
    // oxlint-disable-next-line no-await-in-loop
    const { work, check } = await prepare();
    let call = 0;
    const hook: Hook = (name, path) => {
      if (++call === failing) {
        throw new AqeError('FILE_UNWRITABLE', `disk full: ${name} ${basename(path)}`);
      }
    };
    // Some failures do no harm: then the work goes on.
    // oxlint-disable-next-line no-await-in-loop
    const failure = await work(hook).then(
      () => undefined,
      (error: unknown) => error,
    );
    // oxlint-disable-next-line no-await-in-loop
    if (failure !== undefined) await check();
  }
  return calls;
}

describe('whichever call fails', () => {
  it('nothing was applied, or all can be undone', async () => {
    const calls = await eachFailure(async () => {
      const folder = sampleProject();
      const before = snapshot(folder);
      const changes = sampleChanges(folder).slice(4);
      return {
        work: async (hook) => applyChanges(changes, jobFor(folder), watched(hook)),
        check: async () => {
          await undoLastRun(jobFor(folder), ports).catch((error: unknown) => {
            expect(error).toHaveProperty('code', 'UNDO_REFUSED');
            expect(error).toHaveProperty('message', expect.stringContaining('nothing to undo'));
          });
          expect(snapshot(folder)).toEqual(before);
        },
      };
    });
    expect(calls).toBeGreaterThan(20);
  });

  it('nothing was undone, or the rest can be', async () => {
    const calls = await eachFailure(async () => {
      const folder = sampleProject();
      const before = snapshot(folder);
      await applyChanges(sampleChanges(folder).slice(4), jobFor(folder), ports);
      const after = snapshot(folder);
      return {
        work: async (hook) => undoLastRun(jobFor(folder), watched(hook)),
        check: async () => {
          expect([before, after]).toContainEqual(snapshot(folder));
          await undoLastRun(jobFor(folder), ports).catch((error: unknown) => {
            expect(error).toHaveProperty('message', expect.stringContaining('nothing to undo'));
          });
          expect(snapshot(folder)).toEqual(before);
          expect(folder.list().filter((name) => name.startsWith('.aqe'))).toEqual([]);
        },
      };
    });
    expect(calls).toBeGreaterThan(20);
  });

  it('says what to do when files can go neither forth nor back', async () => {
    const folder = sampleProject();
    const before = snapshot(folder);
    let writes = 0;
    const full = watched((call, path) => {
      if (call !== 'write' || path.includes('.aqe')) return;
      if (++writes > 3) throw new AqeError('FILE_UNWRITABLE', 'the disk is full');
    });
    await expect(applyChanges(sampleChanges(folder), jobFor(folder), full)).rejects.toThrow(
      expect.objectContaining({
        code: 'FILE_UNWRITABLE',
        message: expect.stringContaining('could not be put back'),
        hint: expect.stringContaining('aqe migrate-agents --undo'),
      }),
    );
    await expect(requireNoUnfinishedRun(folder.dir, 'migrate-tools', ports)).rejects.toThrow(
      expect.objectContaining({
        code: 'CODEMOD_INTERRUPTED',
        hint: expect.stringContaining('aqe migrate-agents --undo'),
      }),
    );
    await expect(
      applyChanges(sampleChanges(folder), jobFor(folder, 'migrate-tools'), ports),
    ).rejects.toThrow(expect.objectContaining({ code: 'CODEMOD_INTERRUPTED' }));
    await undoLastRun(jobFor(folder), ports);
    expect(snapshot(folder)).toEqual(before);
    await requireNoUnfinishedRun(folder.dir, 'migrate-tools', ports);
  });
});

it('puts permissions back too', async () => {
  const folder = sampleProject();
  const before = snapshot(folder);
  await applyChanges(sampleChanges(folder), jobFor(folder), ports);
  chmodSync(folder.path('src/run.mjs'), 0o600);
  await undoLastRun(jobFor(folder), ports);
  expect(snapshot(folder)).toEqual(before);
});
