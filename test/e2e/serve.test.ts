import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRecord, valueAt } from '../../src/config/values.ts';
import { postgresFolder, type PostgresServer, startPostgres } from '../helpers/postgres.ts';
import { newPlace, query } from '../helpers/postgres-place.ts';
import { project } from '../helpers/project.ts';
import { serveProcess } from '../helpers/serve-process.ts';
import { ask, eventsOf, type StreamedEvent, textOf } from '../helpers/served.ts';

const features = `
features: {multiModelRouter: true, streaming: true}
routing: {enabled: true, costTracking: {enabled: true, budgetLimits: {daily: 50}}}
streaming: {enabled: true}
api: {rateLimit: {windowMs: 60000, max: 100000}}
`;

describe('SIGTERM while fifty streams are open', () => {
  it('cuts none of them, and ends the process within a second of the last', async () => {
    const { dir } = project({
      'config/fleet.yaml': `fleet: {maxAgents: 50}\nagents: [{type: general, count: 1}]
database: {type: sqlite, filename: ./data/fleet.db}${features}`,
    });
    const replica = await serveProcess({ cwd: dir });
    let begun = 0;
    const streams = Array.from({ length: 50 }, async (_, index) => {
      const response = await fetch(`${replica.url}/v1/tasks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ type: 'general', description: `Say hello to ${index}` }),
      });
      const events: StreamedEvent[] = [];
      for await (const event of eventsOf(response)) {
        events.push(event);
        if (event.event === 'accepted') begun += 1;
        if (begun === 50 && event.event === 'accepted') replica.child.kill('SIGTERM');
      }
      return { events, at: performance.now() };
    });
    const ended = await Promise.all(streams);
    for (const { events } of ended) {
      expect(events.at(-1)).toMatchObject({
        event: 'succeeded',
        data: { status: 'succeeded', result: { text: textOf(events) } },
      });
    }
    const { how, at } = await replica.ended;
    expect(how).toBe(0);
    const afterLast = at - Math.max(...ended.map((one) => one.at));
    process.stderr.write(`exit ${Math.round(afterLast)} ms after the last of 50 streams\n`);
    expect(afterLast).toBeLessThan(1000);
    expect(replica.log()).toContain('"givenBack":0');
  }, 30_000);
});

function statusesOf(tasks: readonly unknown[]): unknown[] {
  return [...new Set(tasks.map((task) => valueAt(task, ['status'])))];
}

const folder = postgresFolder();

describe.skipIf(folder === undefined)(
  'two replicas on one PostgreSQL (skipped where none is installed)',
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres(folder ?? '');
    }, 60_000);
    afterAll(async () => server.stop());

    it('finish on one what the other began that was killed, and nothing twice', async () => {
      const target = await newPlace(server);
      const { dir } = project({
        'config/fleet.yaml': `fleet: {maxAgents: 4}\nagents: [{type: general, count: 1}]
database: {type: postgres, host: ${target.host}, port: ${target.port}, database: ${target.database}, username: ${target.user}, password: ${target.password}}
${features}`,
      });
      const [one, other] = await Promise.all([
        serveProcess({ cwd: dir }),
        serveProcess({ cwd: dir }),
      ]);
      expect((await ask(`${one.url}/health`)).at('replicas', 'length')).toBe(2);
      const ids = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const { url } = index % 2 === 0 ? one : other;
          const body = { type: 'general', description: `Say hello to ${index}` };
          const headers = { 'idempotency-key': `hello ${index}` };
          const answer = await ask(`${url}/v1/tasks`, { body, headers });
          expect(answer.status).toBe(202);
          return String(answer.at('id'));
        }),
      );
      one.child.kill('SIGKILL');
      expect((await one.ended).how).toBe('SIGKILL');
      const tasks = async (): Promise<readonly unknown[]> =>
        Promise.all(ids.map(async (id) => (await ask(`${other.url}/v1/tasks/${id}`)).body));
      await expect
        .poll(async () => statusesOf(await tasks()), { timeout: 45_000, interval: 500 })
        .toEqual(['succeeded']);
      expect(new Set(ids).size).toBe(40);
      const all = await tasks();
      const attempts = all.map((task) => Number(valueAt(task, ['attempts'])));
      const taken = attempts.filter((count) => count === 2).length;
      process.stderr.write(`${taken} of 40 tasks were begun again by the other replica\n`);
      expect(taken).toBeGreaterThan(0);
      expect(taken).toBeLessThanOrEqual(4);
      expect(Math.max(...attempts)).toBe(2);
      // What a task that was begun once cost was booked once.
      const booked = await query(
        target,
        `SELECT task_id, count(*)::int AS calls FROM aqe_ledger JOIN aqe_calls ON aqe_calls.id = call_id
         WHERE outcome = 'succeeded' GROUP BY task_id`,
      );
      expect(booked).toHaveLength(40);
      const once = new Set(ids.filter((_, index) => attempts[index] === 1));
      const twice = booked.filter(
        (row) => isRecord(row) && once.has(String(row['task_id'])) && row['calls'] !== 1,
      );
      expect(twice).toEqual([]);
      expect((await ask(`${other.url}/health`)).at('replicas', 'length')).toBe(1);
    }, 90_000);
  },
);
