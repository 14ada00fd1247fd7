import { describe, expect, it } from 'vitest';
import { AqeError } from '../../../src/errors.ts';
import { answered, failed } from '../../../src/server/task-end.ts';

describe(failed, () => {
  it.each([
    [
      'what a user can know',
      new AqeError('BUDGET_EXCEEDED', 'the day is spent'),
      'BUDGET_EXCEEDED',
      'the day is spent',
    ],
    [
      'nothing of where the database is',
      new AqeError('STORE_UNAVAILABLE', 'cannot use PostgreSQL at db.internal:5432'),
      'STORE_UNAVAILABLE',
      'the database of the fleet did not answer',
    ],
    [
      'nothing of what an agent threw',
      new Error('/srv/agents/secret.js'),
      'AGENT_FAILED',
      'the agent failed; the log of the service says more under the id of the task',
    ],
  ])('tells %s', (_, error, errorCode, errorMessage) => {
    expect(failed(error)).toEqual({ status: 'failed', errorCode, errorMessage });
  });
});

describe(answered, () => {
  it.each([
    [{ at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    [undefined, null],
  ])('keeps what JSON makes of it', (result, kept) => {
    expect(answered(result)).toEqual({ status: 'succeeded', result: kept });
  });

  it('fails a task whose result JSON cannot hold', () => {
    expect(answered({ big: 1n })).toMatchObject({ status: 'failed', errorCode: 'AGENT_INVALID' });
  });
});
