import { setImmediate } from 'node:timers/promises';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { limited, type MoneyStore } from '../helpers/budget-requests.ts';
import { project } from '../helpers/project.ts';
import {
  settleUp,
  type Spender,
  type SpenderProgram,
  spenderProgram,
  startSpenders,
} from '../helpers/spenders.ts';

const LIMIT = 400_000;
const money = { windows: [limited('day', LIMIT, 50)], leaseMs: 60_000 };

describe('one SQLite file', () => {
  let program: SpenderProgram;
  beforeAll(() => {
    program = spenderProgram();
  }, 120_000);
  afterAll(() => {
    program.remove();
  });

  it('is shared by eight processes, three of which are killed: no limit is passed, nothing is lost', async () => {
    const folder = project();
    const path = folder.path('fleet.db');
    const old = new Database(path);
    old.exec("CREATE TABLE tasks (id TEXT); INSERT INTO tasks VALUES ('of 1.0.4')");
    old.close();
    const target = { type: 'sqlite', filename: path } as const;
    const spenders = startSpenders(program, 8, {
      ...money,
      target,
      seed: 7,
      calls: 400,
      together: 1,
    });
    const store = await openSqliteStore({ path, absent: 'create' });
    onTestFinished(async () => store.close());
    const doomed = spenders.slice(0, 3);
    const kills = doomed.map(async (spender) => {
      await spender.logged(60);
      spender.kill();
    });
    const seen = await watch(store, spenders);
    await Promise.all(kills);
    const killed = await Promise.all(spenders.map(async ({ ended }) => ended));
    expect(killed.filter(Boolean)).toHaveLength(doomed.length);
    const { refused, expired } = await settleUp(store, spenders, money);
    expect(seen.highest).toBeLessThanOrEqual(LIMIT);
    // It was a race, it was watched, and the limit was what ended it.
    expect(seen.observations).toBeGreaterThan(100);
    expect(seen.highest).toBeGreaterThan(LIMIT * 0.9);
    expect(refused).toBeGreaterThan(100);
    expect(expired).toBeGreaterThan(3);
    const backups = folder.list().filter((name) => name.includes('.backup.'));
    expect(backups[0]).toBe('fleet.db.backup.v1.0.4');
    for (const name of backups) {
      const backup = new Database(folder.path(name));
      const tables = backup.prepare('SELECT name FROM sqlite_schema').pluck().all();
      expect(tables).toEqual(['tasks']);
      backup.close();
    }
  });
});

/** Looks at the window again and again until all processes have ended. */
async function watch(
  store: MoneyStore,
  spenders: readonly Spender[],
): Promise<{ readonly observations: number; readonly highest: number }> {
  const over = new AbortController();
  const stopping = abortAfter(spenders, over);
  let [observations, highest] = [0, 0];
  while (!over.signal.aborted) {
    const [state] = await store.windows(['day']);
    observations += 1;
    highest = Math.max(highest, (state?.spent ?? 0) + (state?.reserved ?? 0));
    await setImmediate();
  }
  await stopping;
  return { observations, highest };
}

async function abortAfter(spenders: readonly Spender[], over: AbortController): Promise<void> {
  await Promise.allSettled(spenders.map(async ({ ended }) => ended));
  over.abort();
}
