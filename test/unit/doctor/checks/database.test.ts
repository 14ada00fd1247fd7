import { describe, expect, it } from 'vitest';
import type { PostgresState, SqliteState } from '../../../../src/core/ports.ts';
import { database } from '../../../../src/doctor/checks/database.ts';
import { answering, reading, subject, unreadable } from '../../../helpers/subject.ts';

const postgres = reading({ database: { type: 'postgres', username: 'me', password: 's3cret' } });

describe(database, () => {
  it.each<[string, SqliteState, string]>([
    ['a fleet', { kind: 'open', tables: ['fleets', 'agents'] }, 'ok'],
    ['a memory', { kind: 'open', tables: ['memory_entries'] }, 'ok'],
    ['an empty file', { kind: 'open', tables: [] }, 'ok'],
    ['something else', { kind: 'open', tables: ['moz_places'] }, 'warning'],
    ['nothing', { kind: 'absent' }, 'warning'],
    ['a locked file', { kind: 'busy' }, 'warning'],
    ['a forbidden file', { kind: 'unreadable', reason: 'no permission' }, 'failed'],
    ['a damaged file', { kind: 'damaged', reason: 'malformed' }, 'failed'],
  ])('SQLite with %s', async (_name, state, status) => {
    const check = await database(subject({ databases: answering(state) }));
    expect(check.status).toBe(status);
    expect(check.message).toContain('./data/fleet.db');
    expect(check.hint === undefined).toBe(status === 'ok');
  });

  it('looks for a relative file from the current folder', async () => {
    const asked: string[] = [];
    const databases = {
      ...answering({ kind: 'absent' }),
      sqlite: async (path: string): Promise<SqliteState> => {
        asked.push(path);
        return { kind: 'absent' };
      },
    };
    await database(subject({ databases }));
    expect(asked).toEqual(['/fleet/data/fleet.db']);
  });

  it.each<[PostgresState, string, string]>([
    [{ kind: 'open', version: '16.1' }, 'ok', 'answers, version 16.1'],
    [{ kind: 'unreachable', reason: 'nothing listens there' }, 'failed', 'nothing listens there'],
    [{ kind: 'timeout', reason: 'no answer in time' }, 'failed', 'no answer in time'],
    [{ kind: 'credentials', reason: 'wrong password' }, 'failed', 'wrong password'],
    [{ kind: 'missing', reason: 'no such database' }, 'failed', 'no such database'],
    [{ kind: 'failed', reason: 'out of memory' }, 'failed', 'out of memory'],
  ])('PostgreSQL: $kind', async (state, status, message) => {
    const check = await database(subject({ config: postgres, databases: answering(state) }));
    expect(check.status).toBe(status);
    expect(check.message).toContain('PostgreSQL: agentic_qe on localhost:5432');
    expect(check.message).toContain(message);
    expect(JSON.stringify(check)).not.toContain('s3cret');
  });

  it('refuses other databases', async () => {
    const config = reading({ database: { type: 'mysql' } });
    expect(await database(subject({ config }))).toMatchObject({
      status: 'failed',
      message: 'database.type is mysql, which is not supported',
    });
  });

  it('is skipped when there is no configuration', async () => {
    expect(await database(subject({ config: unreadable }))).toMatchObject({ status: 'skipped' });
  });
});
