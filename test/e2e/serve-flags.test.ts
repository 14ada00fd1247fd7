import type { ChildProcess } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import { ConfigMapFolder } from '../helpers/config-map.ts';
import { postgresFolder, type PostgresServer, startPostgres } from '../helpers/postgres.ts';
import { newPlace } from '../helpers/postgres-place.ts';
import { project } from '../helpers/project.ts';
import { spawned } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';
import { type ServeProcess, serveProcess } from '../helpers/serve-process.ts';
import { ask } from '../helpers/served.ts';
import { type TaskClients, taskClients, untilAllHave } from '../helpers/task-clients.ts';

/** After which all replicas have to have the flags; a quiet machine needs less than 1000. */
const BAR_MS = 5000;

function fleet(database: object, streaming = false): string {
  return `fleet: {id: flags, maxAgents: 4}
agents: [{type: general, count: 1}]
database: ${JSON.stringify(database)}
features: {multiModelRouter: true, streaming: ${String(streaming)}}
routing: {enabled: true, costTracking: {enabled: true, budgetLimits: {daily: 500}}}
streaming: {enabled: true}
api: {rateLimit: {windowMs: 60000, max: 1000000}}
`;
}

/** Replicas of one fleet, with clients that keep them busy. */
class Stage {
  readonly #urls: readonly string[];
  readonly #load: TaskClients;
  readonly #replicas: readonly ServeProcess[];
  readonly #took: number[] = [];

  private constructor(replicas: readonly ServeProcess[]) {
    this.#replicas = replicas;
    this.#urls = replicas.map(({ url }) => url);
    this.#load = taskClients({
      urls: () => this.#urls,
      clients: 16,
      name: 'flags',
      body: (task) => ({ type: 'general', description: `Say hello to ${task}` }),
    });
  }

  /** Resolves when work is under way. */
  static async of(dir: string, count: number): Promise<Stage> {
    const replicas = Array.from({ length: count }, async () => serveProcess({ cwd: dir }));
    const stage = new Stage(await Promise.all(replicas));
    await vi.waitUntil(() => stage.#load.ended.length > 8, { timeout: 30_000 });
    return stage;
  }

  /** Sets a flag at one replica. @returns what the replicas say of it when all have its generation */
  async stream(streaming: boolean): Promise<unknown> {
    const body = { flags: { streaming } };
    const [first = ''] = this.#urls;
    const startedAt = performance.now();
    const answer = await ask(`${first}/v1/flags`, { method: 'PUT', body });
    await untilAllHave(this.#urls, Number(answer.at('generation')));
    this.#took.push(performance.now() - startedAt);
    const said = this.#urls.map(async (url) =>
      (await ask(`${url}/health`)).at('features', 'streaming'),
    );
    return Promise.all(said);
  }

  /** Rolls back at once, with work under way. @returns what the command and the replicas say */
  async rollBack(dir: string) {
    const before = this.#load.ended.length;
    const { code, stdout } = await spawned(['rollback', 'immediate', '--json'], { cwd: dir });
    const said = this.#urls.map(async (url) => (await ask(`${url}/health`)).at('features'));
    const ms = Number(valueAt(JSON.parse(stdout), ['followed', 'ms']));
    process.stderr.write(
      `rolled back ${this.#urls.length} replicas after ${before} tasks: ${ms} ms\n`,
    );
    return { code, stdout, ms, features: await Promise.all(said) };
  }

  async end(where: string) {
    const tasks = await this.#load.stop();
    const took = this.#took.map(Math.round).join(', ');
    process.stderr.write(
      `flags of ${this.#urls.length} replicas on ${where}, ${tasks.length} tasks: ${took} ms\n`,
    );
    return {
      slowestMs: Math.max(...this.#took),
      notDone: tasks.filter(({ status }) => status !== 'succeeded'),
      restarted: this.#replicas.filter(({ child }) => hasEnded(child)).length,
    };
  }
}

const everywhere = (streaming: boolean, count = 8): boolean[] =>
  Array.from({ length: count }, () => streaming);

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

const folder = postgresFolder();

describe.skipIf(folder === undefined)(
  'eight replicas on one PostgreSQL (skipped where none is installed)',
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres(folder ?? '');
    }, 60_000);
    afterAll(async () => server.stop());

    it('have new flags within seconds, under load, and after the database was away', async () => {
      const { host, port, database, user, password } = await newPlace(server);
      const target = { type: 'postgres', host, port, database, username: user, password };
      const { dir } = project({ 'config/fleet.yaml': fleet(target) });
      const stage = await Stage.of(dir, 8);
      expect(await stage.stream(true)).toEqual(everywhere(true));
      expect(await stage.stream(false)).toEqual(everywhere(false));
      const argv = ['flags', 'set', '--percent', '50', '--wait', '5s', '--json'];
      const { code, stdout } = await spawned(argv, { cwd: dir });
      expect(code).toBe(0);
      expect(expectJson(stdout, 'flags-set')).toMatchObject({ wait: { outcome: 'all' } });
      await server.crash();
      await server.start();
      expect(await stage.stream(true)).toEqual(everywhere(true));
      const { ms, features, ...rolledBack } = await stage.rollBack(dir);
      expect(rolledBack.code).toBe(0);
      expect(expectJson(rolledBack.stdout, 'rollback-flags')).toMatchObject({
        status: 'rolled-back',
        followed: { outcome: 'all', live: 8, late: [] },
        pinned: [],
      });
      expect(features).toEqual(
        Array.from({ length: 8 }, () => ({ multiModelRouter: false, streaming: false })),
      );
      expect(ms).toBeLessThan(BAR_MS);
      const { slowestMs, ...end } = await stage.end('PostgreSQL');
      expect(end).toEqual({ notDone: [], restarted: 0 });
      expect(slowestMs).toBeLessThan(BAR_MS);
    }, 90_000);
  },
);

const sqlite = { type: 'sqlite', filename: './data/fleet.db' };

describe('replicas on one host', () => {
  it('have new flags within seconds, under load, on SQLite too', async () => {
    const { dir } = project({ 'config/fleet.yaml': fleet(sqlite) });
    const stage = await Stage.of(dir, 4);
    expect(await stage.stream(true)).toEqual(everywhere(true, 4));
    expect(await stage.stream(false)).toEqual(everywhere(false, 4));
    const { slowestMs, ...end } = await stage.end('SQLite');
    expect(end).toEqual({ notDone: [], restarted: 0 });
    expect(slowestMs).toBeLessThan(BAR_MS);
  }, 90_000);

  it('read the file again at SIGHUP', async () => {
    const files = project();
    mkdirSync(files.path('config'));
    mkdirSync(files.path('elsewhere'));
    // A change behind a link is seen by no watch, and the look that comes every three seconds would see one of these in time.
    const file = files.path('elsewhere/fleet.yaml');
    writeFileSync(file, fleet(sqlite));
    symlinkSync(file, files.path('config/fleet.yaml'));
    const { url, child } = await serveProcess({ cwd: files.dir });
    for (const streaming of [true, false, true, false]) {
      writeFileSync(file, fleet(sqlite, streaming));
      child.kill('SIGHUP');
      // oxlint-disable-next-line no-await-in-loop -- one change after the other
      await expect
        .poll(async () => (await ask(`${url}/health`)).at('features'), { timeout: 1000 })
        .toMatchObject({ streaming });
    }
    expect(child.exitCode).toBeNull();
  });

  it('see a ConfigMap that is swapped four times in a row', async () => {
    const files = project();
    mkdirSync(files.path('config'));
    const mounted = new ConfigMapFolder(files.path('config'), 'fleet.yaml', fleet(sqlite));
    const { url } = await serveProcess({ cwd: files.dir });
    for (const streaming of [true, false, true, false]) {
      mounted.swap(fleet(sqlite, streaming));
      // oxlint-disable-next-line no-await-in-loop -- one swap after the other
      await vi.waitFor(
        async () => {
          expect(await ask(`${url}/health`)).toMatchObject({
            body: { status: 'ok', features: { streaming } },
          });
        },
        { timeout: BAR_MS, interval: 50 },
      );
    }
  });
});
