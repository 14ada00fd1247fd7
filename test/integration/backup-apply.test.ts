import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { backupStorage } from '../../src/adapters/backup-storage.ts';
import { nodeFiles } from '../../src/adapters/node-files.ts';
import type { BackupPorts } from '../../src/backup/ports.ts';
import { restoreBackup, type RestoredBackup } from '../../src/backup/restore.ts';
import { AqeError } from '../../src/errors.ts';
import { contents, execute, fleetProject } from '../helpers/fleet-project.ts';
import type { Project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';

const archive = 'backups/aqe-backup-20261123T120000Z.tar.gz';

/** A backed up project that has moved on: one file differs, one is gone, the database has a log. */
async function movedOn(): Promise<Project> {
  const folder = fleetProject({ 'config/fleet.v1.0.5.yaml': 'new' });
  await inProcess(['backup', 'create'], { cwd: folder.dir });
  folder.write('config/fleet.yaml', 'edited');
  execute(folder, "INSERT INTO tasks VALUES ('second')");
  folder.write('data/fleet.db-journal', '');
  rmSync(folder.path('config/fleet.v1.0.5.yaml'));
  return folder;
}

function ports(folder: Project): BackupPorts {
  return { ...backupStorage(new AbortController().signal), files: nodeFiles(folder.dir) };
}

async function restore(
  folder: Project,
  custom: BackupPorts,
  signal: AbortSignal = new AbortController().signal,
): Promise<RestoredBackup> {
  return restoreBackup(
    { archive: folder.path(archive), folder: folder.dir, force: true, dryRun: false, signal },
    custom,
  );
}

const diskFull = new AqeError('FILE_UNWRITABLE', 'the disk is full');

/** The same storage, on which the n-th change of the project fails. */
function failingAt(folder: Project, n: number): BackupPorts {
  const real = ports(folder);
  let changes = 0;
  const fail = (): void => {
    changes += 1;
    if (changes === n) throw diskFull;
  };
  return {
    ...real,
    disk: {
      ...real.disk,
      copy: async (source, target, mode) => {
        fail();
        return real.disk.copy(source, target, mode);
      },
      keep: async (path, name) => {
        fail();
        return real.disk.keep(path, name);
      },
      rename: async (from, to) => {
        fail();
        return real.disk.rename(from, to);
      },
    },
  };
}

async function refuseToRemove(): Promise<never> {
  throw new AqeError('FILE_UNWRITABLE', 'read-only file system');
}

describe(restoreBackup, () => {
  it('needs nine changes here', async () => {
    const folder = await movedOn();
    expect((await restore(folder, failingAt(folder, 10))).outcome).toBe('restored');
    expect(folder.list()).toEqual([
      archive,
      'config/fleet.v1.0.5.yaml',
      'config/fleet.yaml',
      'data/fleet.db',
    ]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'leaves everything as it was when change %i fails',
    async (n) => {
      const folder = await movedOn();
      const before = contents(folder);
      await expect(restore(folder, failingAt(folder, n))).rejects.toThrow(diskFull);
      expect(contents(folder)).toEqual(before);
    },
  );

  it('says where the former files are when they cannot be put back', async () => {
    const folder = await movedOn();
    const real = failingAt(folder, 9);
    const files = { ...real.files, remove: refuseToRemove };
    await expect(restore(folder, { ...real, files })).rejects.toThrow(
      expect.objectContaining({
        code: 'FILE_UNWRITABLE',
        message: 'the disk is full; putting the former files back failed: read-only file system',
      }),
    );
    expect(folder.list().join('\n')).toMatch(/\.fleet\.yaml\.aqe-former-/);
  });

  it('stops before the first change when it is interrupted', async () => {
    const folder = await movedOn();
    const before = contents(folder);
    await expect(restore(folder, ports(folder), AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ code: 'INTERRUPTED' }),
    );
    expect(contents(folder)).toEqual(before);
  });

  it('stops when the database comes into use while the files are staged', async () => {
    const folder = await movedOn();
    const before = contents(folder);
    const real = ports(folder);
    let asked = 0;
    const inUse = async (): Promise<boolean> => (asked += 1) > 1;
    await expect(
      restore(folder, { ...real, databases: { ...real.databases, inUse } }),
    ).rejects.toThrow(expect.objectContaining({ code: 'DATABASE_BUSY' }));
    expect(contents(folder)).toEqual(before);
  });
});
