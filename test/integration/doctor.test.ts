import { utimesSync } from 'node:fs';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { fleetYaml as fleet } from '../helpers/fleet-project.ts';
import { type Project, project } from '../helpers/project.ts';
import { freePort } from '../helpers/postgres.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

/** A fleet that has run: a configuration and a database, both older than the tests' day. */
function healthyFleet(): Project {
  const folder = project({ 'config/fleet.yaml': fleet, 'data/.keep': '' });
  const database = new Database(folder.path('data/fleet.db'));
  database.exec('CREATE TABLE fleets (id TEXT)');
  database.close();
  for (const name of folder.list()) utimesSync(folder.path(name), new Date(0), new Date(0));
  return folder;
}

const env = { ANTHROPIC_API_KEY: 'sk-ant-integration' };

it('finds nothing wrong in a healthy fleet', async () => {
  const { code, stdout, stderr } = await inProcess(['doctor'], { cwd: healthyFleet().dir, env });
  expect(stdout.replace(/Node v\S+/, 'Node v0').replace(/zone .*/, 'zone Z'))
    .toMatchInlineSnapshot(`
    "✔ node      Node v0
    ✔ config    config/fleet.yaml, version 1.0.4, valid
    ✔ database  SQLite: ./data/fleet.db opens, no damage found, tables: 1
    ✔ api-key   ANTHROPIC_API_KEY is set
    ✔ clock     2026-11-23T12:00:00Z, time zone Z

    5 ok, 0 to look at, 0 failed, 0 skipped
    "
  `);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

it('changes nothing', async () => {
  const folder = healthyFleet();
  const before = folder.list().map((name) => [name, folder.bytes(name)]);
  await inProcess(['doctor'], { cwd: folder.dir, env });
  expect(folder.list().map((name) => [name, folder.bytes(name)])).toEqual(before);
});

it('prints one JSON value of its schema, and no secret', async () => {
  const { dir } = healthyFleet();
  const { code, stdout } = await inProcess(['doctor', '--json'], { cwd: dir, env });
  expect(expectJson(stdout, 'doctor')).toMatchObject({ summary: { failed: 0, skipped: 0 } });
  expect(stdout).not.toContain('sk-ant-integration');
  expect(code).toBe(0);
});

it('says no where there is no configuration', async () => {
  const { code, stdout } = await inProcess(['doctor', '--json'], { cwd: project().dir });
  expect(expectJson(stdout, 'doctor')).toMatchObject({
    checks: expect.arrayContaining([
      expect.objectContaining({ name: 'config', status: 'failed' }),
      expect.objectContaining({ name: 'database', status: 'skipped' }),
    ]),
  });
  expect(code).toBe(1);
});

it.each([
  ['that is damaged', 'fleet: [', 'config/fleet.yaml:1'],
  ['of another product', 'defaultNamespace: x\nhelm: {}\n', 'Rancher Fleet'],
])('says no to a configuration %s', async (_name, text, message) => {
  const { dir } = project({ 'config/fleet.yaml': text });
  const { code, stdout } = await inProcess(['doctor'], { cwd: dir });
  expect(stdout).toContain(message);
  expect(code).toBe(1);
});

it('counts what validate-config would find, models included', async () => {
  const routing = `features: { multiModelRouter: true }
routing:
  enabled: false
  defaultModel: nobody
  models:
    - { name: big, provider: anthropic, model: claude-opus-4-20250514, enabled: true }
`;
  const { dir } = project({ 'config/fleet.yaml': fleet + routing });
  const { code, stdout } = await inProcess(['doctor'], { cwd: dir });
  expect(stdout).toMatch(
    /config\/fleet\.yaml, version 1\.0\.5: [1-9]\d* errors?, [1-9]\d* warnings?\n/,
  );
  expect(stdout).toContain('See them with: aqe validate-config config/fleet.yaml');
  expect(code).toBe(1);
});

it('takes the configuration from --config before $CONFIG_FILE', async () => {
  const { dir } = project({ 'a.yaml': fleet, 'b.yaml': fleet });
  const named = await inProcess(['doctor', '--config', 'a.yaml'], {
    cwd: dir,
    env: { CONFIG_FILE: 'b.yaml' },
  });
  expect(named.stdout).toContain('a.yaml, version 1.0.4');
  const fromEnv = await inProcess(['doctor'], { cwd: dir, env: { CONFIG_FILE: 'b.yaml' } });
  expect(fromEnv.stdout).toContain('b.yaml, version 1.0.4');
});

it('reports a PostgreSQL server that is not there, without the password', async () => {
  const port = await freePort();
  const text = fleet.replace(
    /database:[^]*/,
    `database: {type: postgres, host: 127.0.0.1, port: ${port}}\n`,
  );
  const { dir } = project({ 'config/fleet.yaml': text });
  const { code, stdout } = await inProcess(['doctor'], {
    cwd: dir,
    env: { DB_USER: 'me', DB_PASSWORD: 's3cret' },
  });
  expect(stdout).toContain(`PostgreSQL: agentic_qe on 127.0.0.1:${port}: nothing listens there`);
  expect(stdout).not.toContain('s3cret');
  expect(code).toBe(1);
});

it('does not believe a clock from before the release', async () => {
  const { dir } = healthyFleet();
  const { code, stdout } = await inProcess(['doctor'], {
    cwd: dir,
    env,
    now: '2020-01-01T00:00:00Z',
  });
  expect(stdout).toContain('before this version was released');
  expect(code).toBe(1);
});

it('takes the key and the database from .env too', async () => {
  const folder = project({
    'config/fleet.yaml': fleet.replace(/database:[^]*/, ''),
    '.env': 'ANTHROPIC_API_KEY=sk-ant-from-file\nDB_TYPE=oracle\n',
  });
  const { stdout } = await inProcess(['doctor'], { cwd: folder.dir });
  expect(stdout).toContain('api-key   ANTHROPIC_API_KEY is set\n');
  expect(stdout).toContain('database.type is oracle, which is not supported');
  expect(stdout).not.toContain('sk-ant-from-file');
});
