import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { list } from 'tar';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contents, execute, fleetProject, fleetYaml } from '../helpers/fleet-project.ts';
import { type Project, project } from '../helpers/project.ts';
import { inProcess, type Outcome } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const archive = 'backups/aqe-backup-20261123T120000Z.tar.gz';
const sharedData = join(import.meta.dirname, '../../../shared/data');

async function backup(folder: Project, ...args: readonly string[]): Promise<Outcome> {
  return inProcess(['backup', ...args], { cwd: folder.dir });
}

describe('backup create', () => {
  it('writes one archive with the configuration and the database', async () => {
    const folder = fleetProject();
    const { code, stdout, stderr } = await backup(folder, 'create');
    expect(stdout.replace(/gz {2}\d+ B/, 'gz  700 B')).toMatchInlineSnapshot(`
      "backups/aqe-backup-20261123T120000Z.tar.gz  700 B
        config/fleet.yaml  config    123 B
        data/fleet.db      database  8.0 KiB
      "
    `);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(folder.list()).toEqual([archive, 'config/fleet.yaml', 'data/fleet.db']);
    expect(statSync(folder.path(archive)).mode & 0o777).toBe(0o600);
  });

  it('packs plain tar that needs no aqe', async () => {
    const folder = fleetProject();
    await backup(folder, 'create');
    const names: string[] = [];
    await list({ file: folder.path(archive), onReadEntry: ({ path }) => names.push(path) });
    expect(names).toEqual(['manifest.json', 'files/config/fleet.yaml', 'files/data/fleet.db']);
  });

  it('answers with its schema for --json', async () => {
    const { stdout } = await backup(fleetProject(), 'create', '--json');
    expect(expectJson(stdout, 'backup-create')).toMatchObject({
      createdAt: '2026-11-23T12:00:00.000Z',
      snapshot: 'exact',
      entries: [
        { path: 'config/fleet.yaml', kind: 'config', mode: '0644' },
        { path: 'data/fleet.db', kind: 'database', size: 8192 },
      ],
      skipped: [],
    });
  });

  it('takes what the migration left beside the configuration', async () => {
    const folder = fleetProject({
      'config/fleet.yaml.backup.v1.0.4': 'old',
      'config/fleet.v1.0.5.yaml': 'new',
    });
    const { stdout } = await backup(folder, 'create', '--no-database', '--json');
    expect(expectJson(stdout, 'backup-create')).toMatchObject({
      snapshot: null,
      entries: [
        { path: 'config/fleet.yaml' },
        { path: 'config/fleet.yaml.backup.v1.0.4' },
        { path: 'config/fleet.v1.0.5.yaml' },
      ],
      skipped: [{ what: 'database', reason: 'left out as asked' }],
    });
  });

  it.each([
    [
      'a database that is not there',
      fleetYaml.replace('./data/fleet.db', 'gone.db'),
      { what: 'gone.db', reason: 'the file does not exist' },
    ],
    [
      'another kind of database',
      'database: { type: postgres }\n',
      { what: 'database', reason: 'it is postgres; back it up with its own tools' },
    ],
  ])('leaves out %s and says so', async (_what, yaml, skipped) => {
    const folder = fleetProject({ 'config/fleet.yaml': yaml });
    const { code, stdout } = await backup(folder, 'create');
    expect(code).toBe(0);
    expect(stdout).toContain(`left out: ${skipped.what} (${skipped.reason})`);
  });

  it('never replaces a file: default names count on, a given name is refused', async () => {
    const folder = fleetProject();
    await backup(folder, 'create');
    await backup(folder, 'create');
    const before = contents(folder);
    expect(Object.keys(before)).toContain('backups/aqe-backup-20261123T120000Z-2.tar.gz');
    const { code, stderr } = await backup(folder, 'create', '--out', archive);
    expect(code).toBe(2);
    expect(stderr).toContain('is already there; it was not touched [FILE_EXISTS]');
    expect(contents(folder)).toEqual(before);
  });

  it.each([
    ['no configuration', ['--config', 'none.yaml'], 'FILE_NOT_FOUND'],
    ['no such database', ['--database', 'none.db'], 'FILE_NOT_FOUND'],
    ['a configuration elsewhere', ['--config', '../outside.yaml'], 'USAGE'],
    ['a database elsewhere', ['--database', '../outside.db'], 'USAGE'],
    ['a database that is none', ['--database', 'config/fleet.yaml'], 'DATABASE_UNREADABLE'],
    ['a damaged database', ['--database', 'damaged.db'], 'DATABASE_UNREADABLE'],
  ])('refuses %s and leaves nothing behind', async (_what, args, code) => {
    const outer = project({ 'outside.yaml': fleetYaml, 'outside.db': '', 'in/.keep': '' });
    const inner = fleetProject();
    const bytes = inner.bytes('data/fleet.db');
    outer.write('in/damaged.db', bytes.fill(0xff, 4096, 4196));
    outer.write('in/config/fleet.yaml', fleetYaml);
    const before = outer.list();
    const { code: exit, stderr } = await inProcess(['backup', 'create', ...args], {
      cwd: outer.path('in'),
    });
    expect(exit).toBe(2);
    expect(stderr).toContain(`[${code}]`);
    expect(outer.list()).toEqual(before);
  });
});

describe('backup list', () => {
  it('says of every archive whether it is whole', async () => {
    const folder = fleetProject({ 'backups/notes.txt': 'mine', 'backups/zz.tar.gz': 'no gzip' });
    await backup(folder, 'create');
    const bytes = folder.bytes(archive);
    folder.write('backups/cut.tar.gz', bytes.subarray(0, bytes.length - 20));
    const { code, stdout } = await backup(folder, 'list');
    expect(code).toBe(0);
    expect(stdout.replaceAll(/6\d\d B/g, '600 B')).toMatchInlineSnapshot(`
      "file                                        created                   aqe    files  size   state
      backups/aqe-backup-20261123T120000Z.tar.gz  2026-11-23T12:00:00.000Z  1.0.5  2      600 B  ok
      backups/cut.tar.gz                          -                         -      0      600 B  damaged
      backups/zz.tar.gz                           -                         -      0      7 B    foreign
      "
    `);
    const { stdout: json } = await backup(folder, 'list', '--json');
    expect(expectJson(json, 'backup-list')).toMatchObject({
      folder: folder.path('backups'),
      backups: [
        { file: folder.path(archive), state: 'ok', problem: null, aqeVersion: '1.0.5' },
        { file: folder.path('backups/cut.tar.gz'), state: 'damaged', createdAt: null },
        { file: folder.path('backups/zz.tar.gz'), state: 'foreign', entries: [] },
      ],
    });
  });

  it('finds nothing in a folder that is not there', async () => {
    const folder = project();
    expect(await backup(folder, 'list', '--dir', 'elsewhere')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'There are no backups in elsewhere/.\n',
    });
    expectJson((await backup(folder, 'list', '--json')).stdout, 'backup-list');
  });
});

describe('backup restore', () => {
  it('brings back every byte and every permission bit, once', async () => {
    const folder = fleetProject();
    chmodSync(folder.path('config/fleet.yaml'), 0o640);
    await backup(folder, 'create');
    const before = contents(folder);
    folder.write('config/fleet.yaml', 'broken');
    execute(folder, 'DELETE FROM tasks');
    const { code, stdout } = await backup(folder, 'restore', archive, '--force');
    expect(stdout).toMatchInlineSnapshot(`
      "  replace  config/fleet.yaml  config    123 B
        replace  data/fleet.db      database  8.0 KiB
      Restored from backups/aqe-backup-20261123T120000Z.tar.gz.
      "
    `);
    expect(code).toBe(0);
    expect(contents(folder)).toEqual(before);
    expect(statSync(folder.path('config/fleet.yaml')).mode & 0o777).toBe(0o640);
    const again = await backup(folder, 'restore', archive);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('Nothing to do: every file is as in');
  });

  it('makes what is not there, folders too, without --force', async () => {
    const folder = fleetProject();
    await backup(folder, 'create');
    const empty = project();
    const { code } = await backup(empty, 'restore', folder.path(archive));
    expect(code).toBe(0);
    expect(empty.bytes('data/fleet.db').equals(folder.bytes('data/fleet.db'))).toBe(true);
    expect(empty.read('config/fleet.yaml')).toBe(fleetYaml);
  });

  it('does not replace files that differ without --force', async () => {
    const folder = fleetProject();
    await backup(folder, 'create');
    folder.write('config/fleet.yaml', 'edited');
    const before = contents(folder);
    const { code, stdout, stderr } = await backup(folder, 'restore', archive);
    expect(code).toBe(2);
    expect(stdout).toContain('replace  config/fleet.yaml');
    expect(stderr).toBe('Files differ from the backup: --force replaces them.\n');
    expect(contents(folder)).toEqual(before);
  });

  it('prints the plan for --dry-run and changes nothing', async () => {
    const folder = fleetProject();
    await backup(folder, 'create');
    folder.write('config/fleet.yaml', 'edited');
    rmSync(folder.path('data/fleet.db'));
    const before = contents(folder);
    const { code, stdout } = await backup(folder, 'restore', archive, '--dry-run', '--json');
    expect(code).toBe(0);
    expect(expectJson(stdout, 'backup-restore')).toEqual({
      archive: folder.path(archive),
      createdAt: '2026-11-23T12:00:00.000Z',
      outcome: 'planned',
      changes: [
        { path: 'config/fleet.yaml', kind: 'config', size: 123, action: 'replace' },
        { path: 'data/fleet.db', kind: 'database', size: 8192, action: 'create' },
      ],
    });
    expect(contents(folder)).toEqual(before);
  });

  it('moves the log of the replaced database away', async () => {
    const folder = fleetProject();
    await backup(folder, 'create');
    const before = contents(folder);
    // The log of a database that the archive knows nothing of, as a crash leaves it.
    const other = fleetProject();
    execute(other, 'PRAGMA journal_mode = WAL');
    const open = new Database(other.path('data/fleet.db'));
    open.exec("INSERT INTO tasks VALUES ('never')");
    for (const ending of ['', '-wal', '-shm']) {
      copyFileSync(other.path(`data/fleet.db${ending}`), folder.path(`data/fleet.db${ending}`));
    }
    open.close();
    const { code } = await backup(folder, 'restore', archive, '--force');
    expect(code).toBe(0);
    expect(contents(folder)).toEqual(before);
  });

  it('moves a stale log away from bytes that are right themselves', async () => {
    const folder = fleetProject();
    await backup(folder, 'create');
    const before = contents(folder);
    folder.write('data/fleet.db-journal', 'left by a crash');
    expect((await backup(folder, 'restore', archive, '--force')).code).toBe(0);
    expect(contents(folder)).toEqual(before);
  });

  it('refuses while another process has the database open', async () => {
    const folder = fleetProject();
    await backup(folder, 'create');
    execute(folder, 'DELETE FROM tasks');
    const script =
      "const db = new (require('libsql'))(process.argv[1]); db.exec('BEGIN IMMEDIATE');" +
      "process.stdin.resume(); console.log('ready')";
    const child = spawn(process.execPath, ['-e', script, folder.path('data/fleet.db')], {
      cwd: join(import.meta.dirname, '../..'),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    });
    await once(child.stdout, 'data');
    const before = contents(folder);
    const { code, stderr } = await backup(folder, 'restore', archive, '--force');
    expect(code).toBe(2);
    expect(stderr).toContain('is in use by another process [DATABASE_BUSY]');
    expect(contents(folder)).toEqual(before);
  });

  // Data of 1.0.4 that not every checkout has beside it.
  it.skipIf(!existsSync(sharedData)).each(['database', 'memory', 'combined'])(
    "brings back 1.0.4's own %s file byte for byte",
    async (name) => {
      const source = join(sharedData, `fleet-1.0.4-${name}.db`);
      const folder = fleetProject();
      mkdirSync(dirname(folder.path('data/fleet.db')), { recursive: true });
      copyFileSync(source, folder.path('data/fleet.db'));
      chmodSync(folder.path('data/fleet.db'), 0o644);
      const bytes = folder.bytes('data/fleet.db');
      expect((await backup(folder, 'create')).code).toBe(0);
      expect(folder.bytes('data/fleet.db').equals(bytes)).toBe(true);
      execute(folder, 'CREATE TABLE later (id TEXT)');
      expect((await backup(folder, 'restore', archive, '--force')).code).toBe(0);
      expect(folder.bytes('data/fleet.db').equals(bytes)).toBe(true);
    },
  );
});
