import { open, rm } from 'node:fs/promises';
import { AqeError } from '../../errors.ts';
import { nodeDisk } from '../node-disk.ts';
import { sqliteDatabases } from '../sqlite-databases.ts';
import { schemaVersionAt } from './schema-version.ts';

/** Several processes may do this at once, so the waits are short: a copy that is compacted says the same. */
const patience = { lockMs: 20, totalMs: 1000 };

/**
 * Keeps a database as 1.0.4 left it beside the file, as `<file>.backup.v1.0.4`. Another file of that name is never replaced:
 * the backup gets a number then, unless it would say the same.
 * @throws AqeError STORE_UNAVAILABLE
 */
export async function keepFirstBackup(path: string): Promise<void> {
  const temporary = `${path}.${process.pid}-${performance.now()}.tmp`;
  try {
    await sqliteDatabases(patience).snapshot(path, temporary);
    // Another process may have made its tables since we looked: then it has kept a backup too.
    if (schemaVersionAt(temporary) === 0) await keepAs(temporary, `${path}.backup.v1.0.4`);
  } catch (error) {
    if (!(error instanceof AqeError)) throw error;
    throw new AqeError('STORE_UNAVAILABLE', `cannot back up ${path}: ${error.message}`, {
      hint: 'Nothing was changed. Before its first write 1.0.5 keeps a copy beside the file; that needs room and permission.',
      cause: error,
    });
  } finally {
    await rm(temporary, { force: true });
  }
}

async function keepAs(temporary: string, name: string): Promise<void> {
  await makeDurable(temporary);
  const content = await nodeDisk.fingerprint(temporary);
  for (let number = 1; ; number += 1) {
    const target = number === 1 ? name : `${name}.${number}`;
    // oxlint-disable-next-line no-await-in-loop -- one name after the other
    if (await isKeptAs(temporary, target)) return;
    // oxlint-disable-next-line no-await-in-loop
    const there = await nodeDisk.fingerprint(target);
    if (there?.sha256 === content?.sha256) return;
  }
}

async function isKeptAs(temporary: string, target: string): Promise<boolean> {
  try {
    await nodeDisk.keep(temporary, target);
    return true;
  } catch (error) {
    if (error instanceof AqeError && error.code === 'FILE_EXISTS') return false;
    throw error;
  }
}

async function makeDurable(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
