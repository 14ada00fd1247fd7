import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExitCode } from '../../src/cli/exit-code.ts';
import type { PostgresTarget } from '../../src/core/ports.ts';
import { type PostgresServer, postgresFolder, startPostgres } from '../helpers/postgres.ts';
import { newPlace } from '../helpers/postgres-place.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';
import { billed, on, stage } from '../helpers/run-stage.ts';

const folder = postgresFolder();

const configFor = ({ port, database, user }: PostgresTarget): string =>
  `${on}database: { type: postgres, host: 127.0.0.1, port: ${port}, database: ${database}, username: ${user} }\n`;

// Skipped where no PostgreSQL is installed.
describe.skipIf(folder === undefined)('a fleet on PostgreSQL', () => {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await startPostgres(folder ?? '');
  }, 60_000);
  afterAll(async () => server?.stop());

  async function place(): Promise<PostgresTarget> {
    if (server === undefined) throw new Error('the server did not start');
    return newPlace(server);
  }

  it('books there what a task costs, and reports it from there', async () => {
    const target = await place();
    const { p, simulator, run } = await stage(configFor(target));
    const env = { DB_PASSWORD: target.password ?? '' };
    expect(await run(['name three edge cases'], { env })).toMatchObject({ code: ExitCode.ok });
    const costs = await inProcess(['costs', '--json'], { cwd: p.dir, env });
    expect(JSON.parse(costs.stdout)).toMatchObject({
      total: { cost: { nanoUsd: billed(simulator) } },
    });
    const report = await inProcess(['report', 'costs', '--json'], { cwd: p.dir, env });
    expect(expectJson(report.stdout, 'report-costs')).toMatchObject({
      total: { spent: { nanoUsd: billed(simulator) }, tasks: 1 },
    });
    await inProcess(['feedback', 'add', '--rating', '4'], { cwd: p.dir, env });
    const rollout = await inProcess(['report', 'rollout', '--json'], { cwd: p.dir, env });
    expect(expectJson(rollout.stdout, 'report-rollout')).toMatchObject({
      feedback: { summary: { count: 1, satisfied: 1 } },
    });
    expect(p.list()).toEqual(['config/fleet.yaml']);
  });

  it('is refused when nobody lets it in, before anything is spent', async () => {
    const target = await place();
    const { simulator, run } = await stage(configFor(target));
    const outcome = await run(['x'], { env: { DB_PASSWORD: 'wrong horse' } });
    expect(outcome).toMatchObject({
      code: ExitCode.usage,
      stderr: expect.stringMatching(/\[STORE_UNAVAILABLE\]/),
    });
    expect(outcome.stderr).not.toMatch(/wrong horse/);
    expect(simulator.log()).toEqual([]);
  });
});
