import { createHash } from 'node:crypto';
import { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/migrate/code/journal/apply-changes.ts';
import { requireNoUnfinishedRun } from '../../src/migrate/code/journal/require-no-unfinished-run.ts';
import { undoLastRun } from '../../src/migrate/code/journal/undo-last-run.ts';
import {
  change,
  jobFor,
  ports,
  sampleChanges,
  sampleProject,
  snapshot,
} from '../helpers/journal.ts';
import { type Project, project } from '../helpers/project.ts';

const first = '.aqe/migrations/0001-migrate-agents';
const refused: unknown = expect.objectContaining({ code: 'UNDO_REFUSED' });

function owned(folder: Project): string[] {
  return folder.list().filter((name) => name.startsWith('.aqe'));
}

describe(undoLastRun, () => {
  it('undoes run after run, each command its own, and leaves what others keep in .aqe', async () => {
    const folder = project({ 'a.ts': '1\n', 'b.ts': '1\n', '.aqe/fleet.db': 'data' });
    const run = async (command: string, name: string, text: string): Promise<string> => {
      const job = jobFor(folder, command);
      return (await applyChanges([change(folder, name, text)], job, ports)).journal;
    };
    expect(await run('migrate-agents', 'a.ts', '2\n')).toBe(first);
    expect(await run('migrate-tools', 'b.ts', '2\n')).toBe('.aqe/migrations/0002-migrate-tools');
    expect(await run('migrate-agents', 'a.ts', '3\n')).toBe('.aqe/migrations/0003-migrate-agents');
    const undone: string[][] = [];
    for (const command of ['migrate-agents', 'migrate-agents', 'migrate-tools']) {
      // oxlint-disable-next-line no-await-in-loop
      await undoLastRun(jobFor(folder, command), ports);
      undone.push([folder.read('a.ts'), folder.read('b.ts')]);
    }
    expect(undone).toEqual([
      ['2\n', '2\n'],
      ['1\n', '2\n'],
      ['1\n', '1\n'],
    ]);
    expect(owned(folder)).toEqual(['.aqe/fleet.db']);
    await expect(undoLastRun(jobFor(folder), ports)).rejects.toThrow(refused);
  });

  it('says what it would do, and touches nothing', async () => {
    const folder = sampleProject();
    await applyChanges(sampleChanges(folder), jobFor(folder), ports);
    const all = folder.list();
    const after = snapshot(folder);
    const preview = await undoLastRun({ ...jobFor(folder), preview: true }, ports);
    expect(folder.list()).toEqual(all);
    expect(snapshot(folder)).toEqual(after);
    expect(preview.restored).toContain('src/a.ts');
    expect(preview.removed).toEqual(['src/created.ts']);
    expect(preview.changes).toContainEqual({
      path: folder.path('src/a.ts'),
      before: Buffer.from('new src/a.ts\n'),
      after: Buffer.from('class A {}\r\n'),
    });
    expect(preview.changes).toContainEqual({
      path: folder.path('src/created.ts'),
      before: Buffer.from('export {};\n'),
      after: undefined,
    });
  });

  it.each([
    ['edited', 'src/a.ts', (path: string) => writeFileSync(path, 'my work\n')],
    ['edited', 'src/created.ts', (path: string) => writeFileSync(path, 'my work\n')],
    ['removed', 'src/deep/folder/b.ts', (path: string) => rmSync(path)],
  ])('refuses when somebody has %s %s since, unless forced', async (_what, name, meddle) => {
    const folder = sampleProject();
    const before = snapshot(folder);
    await applyChanges(sampleChanges(folder), jobFor(folder), ports);
    meddle(folder.path(name));
    const edited = snapshot(folder);
    await expect(undoLastRun(jobFor(folder), ports)).rejects.toThrow(
      expect.objectContaining({
        code: 'UNDO_REFUSED',
        message: `these were changed since: ${name}`,
        hint: expect.stringContaining('aqe migrate-agents --undo --force'),
      }),
    );
    expect(snapshot(folder)).toEqual(edited);
    await undoLastRun({ ...jobFor(folder), force: true }, ports);
    expect(snapshot(folder)).toEqual(before);
    expect(owned(folder)).toEqual([]);
  });

  it('restores a file whose folder is gone, when forced', async () => {
    const folder = sampleProject();
    const before = snapshot(folder);
    await applyChanges(sampleChanges(folder), jobFor(folder), ports);
    rmSync(folder.path('src/deep'), { recursive: true });
    await undoLastRun({ ...jobFor(folder), force: true }, ports);
    expect(snapshot(folder)).toEqual(before);
  });

  it('does not mind what somebody has put back already', async () => {
    const folder = sampleProject();
    const before = snapshot(folder);
    await applyChanges(sampleChanges(folder), jobFor(folder), ports);
    folder.write('src/a.ts', 'class A {}\r\n');
    rmSync(folder.path('src/created.ts'));
    const undone = await undoLastRun(jobFor(folder), ports);
    expect(undone.restored).not.toContain('src/a.ts');
    expect(undone.removed).toEqual([]);
    expect(snapshot(folder)).toEqual(before);
  });

  it('clears away what a killed run was just writing', async () => {
    const folder = sampleProject();
    const before = snapshot(folder);
    await applyChanges(sampleChanges(folder), jobFor(folder), ports);
    folder.write(
      `${first}/journal.json`,
      folder.read(`${first}/journal.json`).replace('"done"', '"writing"'),
    );
    folder.write('src/.aqe-01234567-89ab-4cde-8f01-23456789abcd.tmp', 'half');
    folder.write('.aqe/migrations/.aqe-01234567-89ab-4cde-8f01-23456789abcd.tmp', 'half');
    await undoLastRun(jobFor(folder), ports);
    expect(snapshot(folder)).toEqual(before);
    expect(owned(folder)).toEqual([]);
  });

  it('a run that only made copies is forgotten', async () => {
    const folder = sampleProject();
    const before = snapshot(folder);
    await applyChanges(sampleChanges(folder), jobFor(folder), ports);
    const after = snapshot(folder);
    const second = `.aqe/migrations/0002-migrate-agents`;
    const copying = {
      version: 1,
      command: 'migrate-agents',
      createdAt: '',
      state: 'copying',
      files: [],
    };
    folder.write(`${second}/journal.json`, JSON.stringify(copying));
    folder.write(`${second}/before/src/a.ts`, 'half');
    await expect(requireNoUnfinishedRun(folder.dir, 'migrate-agents', ports)).rejects.toThrow(
      expect.objectContaining({ code: 'CODEMOD_INTERRUPTED' }),
    );
    expect(await undoLastRun(jobFor(folder), ports)).toEqual({
      restored: [],
      removed: [],
      changes: [],
    });
    expect(snapshot(folder)).toEqual(after);
    await requireNoUnfinishedRun(folder.dir, 'migrate-agents', ports);
    // Waste without a journal is in nobody's way.
    folder.write('.aqe/migrations/0003-migrate-agents/before/src/a.ts', 'half');
    await requireNoUnfinishedRun(folder.dir, 'migrate-agents', ports);
    await undoLastRun(jobFor(folder), ports);
    expect(snapshot(folder)).toEqual(before);
    expect(owned(folder)).toEqual([]);
  });
});

const sha256 = createHash('sha256').update('evil\n').digest('hex');
const print = { sha256, size: 5 };
const file = { path: 'a.ts', before: { ...print, mode: 0o644 }, after: print };
const journal = {
  version: 1,
  command: 'migrate-agents',
  createdAt: '2026-01-02T03:04:05.000Z',
  state: 'writing',
  files: [file],
};

/** A project that comes with a journal, and a folder beside it that must not be touched. */
function hostile(content: unknown): { folder: Project; outside: Project } {
  const outside = project({ 'mine.ts': 'mine\n' });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const folder = project({
    'project/a.ts': 'mine\n',
    [`project/${first}/journal.json`]: text,
    [`project/${first}/before/a.ts`]: 'evil\n',
  });
  return { folder, outside };
}

const withPath = (path: string): unknown => ({ ...journal, files: [{ ...file, path }] });

describe('a journal that was tampered with', () => {
  it.each<[string, unknown]>([
    ['no JSON', '{"version": 1,'],
    ['not an object', '[]'],
    ['another version', { ...journal, version: 2 }],
    ['another command', { ...journal, command: 'migrate-tools' }],
    ['an unknown state', { ...journal, state: 'ready' }],
    ['no date', { ...journal, createdAt: undefined }],
    ['no files', { ...journal, files: undefined }],
    ['a file twice', { ...journal, files: [file, file] }],
    ['a file that is none', { ...journal, files: ['a.ts'] }],
    ['no fingerprint', { ...journal, files: [{ ...file, after: { size: 5 } }] }],
    ['no former state', { ...journal, files: [{ path: 'a.ts', after: print }] }],
    ['a mode that is none', { ...journal, files: [{ ...file, before: { ...print, mode: -1 } }] }],
    ['a size that is none', { ...journal, files: [{ ...file, after: { sha256, size: 0.5 } }] }],
    ['a path upwards', withPath('../mine.ts')],
    ['a path that goes up later', withPath('src/../../mine.ts')],
    ['an absolute path', withPath('/etc/hosts')],
    ['a drive', withPath('c:/mine.ts')],
    ['no path', withPath('')],
    ['a path with a gap', withPath('src//a.ts')],
    ['a path of git', withPath('.git/hooks/pre-commit')],
    ['a path of git in another spelling', withPath('sub/.GIT/config')],
    ['a path of aqe', withPath('.aqe/fleet.yaml')],
    ['a path that ends early', withPath('a.ts\0.txt')],
    ['a copy that is not there', withPath('b.ts')],
    [
      'a copy that is another',
      {
        ...journal,
        files: [{ ...file, before: { sha256: 'a'.repeat(64), size: 5, mode: 0o644 } }],
      },
    ],
  ])('is refused: %s', async (_what, content) => {
    const { folder } = hostile(content);
    const before = snapshot(folder);
    const job = { ...jobFor(folder), root: folder.path('project'), force: true };
    await expect(undoLastRun(job, ports)).rejects.toThrow(refused);
    expect(snapshot(folder)).toEqual(before);
  });

  it('is not trusted by the next run either', async () => {
    const { folder } = hostile('{');
    const root = folder.path('project');
    await expect(requireNoUnfinishedRun(root, 'migrate-agents', ports)).rejects.toThrow(
      expect.objectContaining({
        code: 'CODEMOD_INTERRUPTED',
        message: expect.stringContaining('is damaged'),
      }),
    );
  });

  it('would be obeyed if it were sound: the cases above fail for their own reason', async () => {
    const { folder } = hostile(journal);
    const job = { ...jobFor(folder), root: folder.path('project'), force: true };
    await undoLastRun(job, ports);
    expect(folder.read('project/a.ts')).toBe('evil\n');
  });

  it.each<[string, (folder: Project, outside: Project) => void]>([
    [
      'of the file',
      (folder, outside) => {
        rmSync(folder.path('project/a.ts'));
        symlinkSync(outside.path('mine.ts'), folder.path('project/a.ts'));
      },
    ],
    [
      'of the file, to nothing yet',
      (folder, outside) => {
        rmSync(folder.path('project/a.ts'));
        symlinkSync(outside.path('new.ts'), folder.path('project/a.ts'));
      },
    ],
    [
      'of a copy',
      (folder, outside) => {
        writeFileSync(outside.path('secret'), 'evil\n');
        rmSync(folder.path(`project/${first}/before/a.ts`));
        symlinkSync(outside.path('secret'), folder.path(`project/${first}/before/a.ts`));
      },
    ],
    [
      'of the folder of copies',
      (folder, outside) => {
        renameSync(folder.path(`project/${first}/before`), outside.path('before'));
        symlinkSync(outside.path('before'), folder.path(`project/${first}/before`));
      },
    ],
    [
      'of the run',
      (folder, outside) => {
        renameSync(folder.path(`project/${first}`), outside.path('run'));
        symlinkSync(outside.path('run'), folder.path(`project/${first}`));
      },
    ],
    [
      'of the folder of all runs',
      (folder, outside) => {
        renameSync(folder.path('project/.aqe/migrations'), outside.path('runs'));
        symlinkSync(outside.path('runs'), folder.path('project/.aqe/migrations'));
      },
    ],
  ])('is not followed where a link leads out of the project: %s', async (_what, arrange) => {
    const { folder, outside } = hostile(journal);
    arrange(folder, outside);
    const before = outside.list().map((name) => [name, outside.read(name)]);
    const job = { ...jobFor(folder), root: folder.path('project'), force: true };
    await expect(undoLastRun(job, ports)).rejects.toThrow(refused);
    expect(outside.list().map((name) => [name, outside.read(name)])).toEqual(before);
  });

  it('is not read when it is unreadable', async () => {
    const { folder } = hostile(journal);
    rmSync(folder.path(`project/${first}/journal.json`));
    folder.write(`project/${first}/journal.json/is/a/folder`, '');
    chmodSync(folder.path(`project/${first}/journal.json`), 0o755);
    const job = { ...jobFor(folder), root: folder.path('project') };
    await expect(undoLastRun(job, ports)).rejects.toThrow(
      expect.objectContaining({ code: 'FILE_UNREADABLE' }),
    );
    expect(folder.read('project/a.ts')).toBe('mine\n');
  });
});
