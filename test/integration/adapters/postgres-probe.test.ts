import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { probePostgres } from '../../../src/adapters/postgres-probe.ts';
import type { PostgresTarget } from '../../../src/core/ports.ts';
import {
  freePort,
  postgresFolder,
  type PostgresServer,
  startPostgres,
} from '../../helpers/postgres.ts';

const options = { timeoutMs: 5000, signal: new AbortController().signal };
const nowhere: PostgresTarget = {
  host: '127.0.0.1',
  port: 1,
  database: 'agentic_qe',
  user: 'fleet',
  password: 'secret',
};

const folder = postgresFolder();

describe.skipIf(folder === undefined)(
  'a PostgreSQL server (skipped where none is installed)',
  () => {
    let server: PostgresServer;
    let target: PostgresTarget;
    beforeAll(async () => {
      server = await startPostgres(folder ?? '');
      const { port, user, password } = server;
      target = { host: '127.0.0.1', port, database: 'postgres', user, password };
    }, 60_000);
    afterAll(async () => server.stop());

    it('answers with its version', async () => {
      const state = await probePostgres(target, options);
      expect(state).toEqual({ kind: 'open', version: expect.stringMatching(/^\d+\.\d+/) });
    });

    it('refuses a wrong password', async () => {
      expect(await probePostgres({ ...target, password: 'wrong' }, options)).toEqual({
        kind: 'credentials',
        reason: 'wrong user name or password',
      });
    });

    it('asks for a password that is not set', async () => {
      expect(await probePostgres({ ...target, password: undefined }, options)).toEqual({
        kind: 'credentials',
        reason: 'the server asks for a password and none is set',
      });
    });

    it('does not have every database', async () => {
      expect(await probePostgres({ ...target, database: 'agentic_qe' }, options)).toEqual({
        kind: 'missing',
        reason: 'there is no such database',
      });
    });
  },
);

describe(probePostgres, () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** A server that greets each connection with these bytes, or with silence. */
  async function listen(greeting: string): Promise<PostgresTarget> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      if (greeting !== '') socket.end(greeting);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const address = server.address();
    return { ...nowhere, port: typeof address === 'object' ? (address?.port ?? 0) : 0 };
  }

  it('says that nothing listens', async () => {
    const target = { ...nowhere, port: await freePort() };
    expect(await probePostgres(target, options)).toEqual({
      kind: 'unreachable',
      reason: 'nothing listens there',
    });
  });

  it('gives up on a server that never answers', async () => {
    const state = await probePostgres(await listen(''), { ...options, timeoutMs: 50 });
    expect(state).toEqual({ kind: 'timeout', reason: 'no answer in time' });
  });

  it('stops at once when the run is interrupted', async () => {
    const controller = new AbortController();
    const target = await listen('');
    const state = probePostgres(target, { timeoutMs: 60_000, signal: controller.signal });
    controller.abort();
    await expect(state).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });

  it('does not start when the run is interrupted already', async () => {
    const target = await listen('');
    const state = probePostgres(target, { timeoutMs: 60_000, signal: AbortSignal.abort() });
    await expect(state).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });

  it('does not take another service for PostgreSQL', async () => {
    const state = await probePostgres(await listen('HTTP/1.1 400 Bad Request\r\n\r\n'), options);
    expect(state.kind).toBe('failed');
  });

  it('reports a port that cannot be one', async () => {
    const state = await probePostgres({ ...nowhere, port: Number.NaN }, options);
    expect(state).toMatchObject({ kind: expect.not.stringMatching('open') });
  });
});
