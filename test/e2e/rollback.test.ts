import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Project, project } from '../helpers/project.ts';
import { type Outcome, spawned } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';
import { serveProcess } from '../helpers/serve-process.ts';
import { ask } from '../helpers/served.ts';

const words = (line: string): readonly string[] => line.split(' ');
const rollback = async (
  dir: string,
  line: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> =>
  spawned(['rollback', ...words(line)], { cwd: dir, env: { USER: 'ada', ...env } });

const before = `# production
fleet:
  id:   "fleet-7"     # aligned
  maxAgents: 5
agents:
  - {type: general, count: 1}
database: {type: sqlite, filename: ./data/fleet.db}
`;

/** A database as 1.0.4 leaves it. */
const makeDatabase = (path: string): void => {
  const database = new Database(path);
  database.exec(`CREATE TABLE memory_entries (key TEXT NOT NULL, value TEXT, PRIMARY KEY (key));
INSERT INTO memory_entries VALUES ('plan', '{"step": 1}')`);
  database.close();
};

/** A fleet of 1.0.4 that went to 1.0.5 and worked there. */
const upgraded = async (): Promise<{ readonly p: Project; readonly database: Buffer }> => {
  const p = project({ 'config/fleet.yaml': before });
  mkdirSync(p.path('data'));
  makeDatabase(p.path('data/fleet.db'));
  const database = p.bytes('data/fleet.db');
  const run = async (line: string): Promise<void> => {
    expect(await spawned(words(line), { cwd: p.dir })).toMatchObject({ code: 0 });
  };
  await run('backup create');
  await run('migrate-config --in-place');
  await run('canary start');
  await run('flags set --percent 50');
  expect(p.read('config/fleet.yaml')).not.toBe(before);
  expect(p.bytes('data/fleet.db').equals(database)).toBe(false);
  return { p, database };
};

describe('rollback full', () => {
  it('goes from 1.0.5 to a configuration and a database that are equal to the byte', async () => {
    const { p, database } = await upgraded();
    const plan = await rollback(p.dir, 'full --to 1.0.4 --dry-run');
    expect(plan).toMatchObject({ code: 0 });
    expect(plan.stdout).toContain(
      '  replace  config/fleet.yaml  config\n  replace  data/fleet.db  database\n',
    );
    expect(plan.stdout).toContain(
      '  $ kubectl set image deployment/aqe-fleet-stable aqe=aqe-fleet:1.0.4\n',
    );
    expect(p.read('config/fleet.yaml')).not.toBe(before);
    const run = await rollback(p.dir, 'full --to 1.0.4 --json');
    expect(run.code).toBe(0);
    expect(expectJson(run.stdout, 'rollback-full')).toMatchObject({
      status: 'restored',
      switchedOff: null,
      safety: expect.stringMatching(/^backups/),
      ran: false,
    });
    expect(p.read('config/fleet.yaml')).toBe(before);
    expect(p.bytes('data/fleet.db').equals(database)).toBe(true);
    const again = await rollback(p.dir, 'full --to 1.0.4 --json');
    expect(expectJson(again.stdout, 'rollback-full')).toMatchObject({
      status: 'unchanged',
      switchedOff: null,
      safety: null,
    });
    expect(p.bytes('data/fleet.db').equals(database)).toBe(true);
    // What was there before is not lost.
    const back = words('backup list --json');
    expect((await spawned(back, { cwd: p.dir })).stdout.match(/"state": "ok"/g)).toHaveLength(2);
  });

  it('leaves the database where that is asked for', async () => {
    const { p } = await upgraded();
    expect(await rollback(p.dir, 'full --to 1.0.4 --keep-database')).toMatchObject({ code: 0 });
    expect(p.read('config/fleet.yaml')).toBe(before);
    expect((await spawned(['flags', 'get', '--json'], { cwd: p.dir })).stdout).toContain(
      '"percent": 0',
    );
  });

  it('does nothing without a sound backup of that version', async () => {
    const { p } = await upgraded();
    const archive = p.list().find((name) => name.startsWith('backups/')) ?? '';
    const bytes = p.bytes(archive);
    bytes.fill(0, bytes.length - 40, bytes.length - 20);
    p.write(archive, bytes);
    const here = p.read('config/fleet.yaml');
    expect((await rollback(p.dir, 'full --to 1.0.4')).stderr).toContain('[BACKUP_MISSING]');
    expect((await rollback(p.dir, `full --to 1.0.4 --backup ${archive}`)).stderr).toContain(
      '[BACKUP_DAMAGED]',
    );
    await spawned(['backup', 'create', '--out', 'later.tar.gz'], { cwd: p.dir });
    const later = await rollback(p.dir, 'full --to 1.0.4 --backup later.tar.gz');
    expect(later).toMatchObject({ code: 2 });
    expect(later.stderr).toContain(
      'holds a config/fleet.yaml of 1.0.5, and not of 1.0.4 [BACKUP_FOREIGN]',
    );
    expect(p.read('config/fleet.yaml')).toBe(here);
  });

  it('does not take a database away from replicas that work with it', async () => {
    const { dir, path } = project({ 'config/fleet.yaml': before });
    mkdirSync(path('data'));
    makeDatabase(path('data/fleet.db'));
    await spawned(['backup', 'create'], { cwd: dir });
    const service = await serveProcess({ cwd: dir });
    await spawned(['flags', 'set', 'streaming=on'], { cwd: dir });
    const run = await rollback(dir, 'full --to 1.0.4');
    expect(run).toMatchObject({ code: 2 });
    expect(run.stderr).toContain('The features are switched off. [DATABASE_BUSY]');
    await expect
      .poll(async () => (await ask(`${service.url}/health`)).at('features'), { timeout: 5000 })
      .toEqual({ multiModelRouter: false, streaming: false });
  });

  it('runs the deployment steps, and looks whether replicas answer as 1.0.4', async () => {
    const { p } = await upgraded();
    p.write(
      'bin/kubectl',
      '#!/bin/sh\necho "$@" >> "$LOG"\ncase "$*" in create*) echo "kind: ConfigMap";; apply*) cat >> "$LOG";; esac\n',
    );
    chmodSync(p.path('bin/kubectl'), 0o755);
    let version = '1.0.5';
    const replica = createServer((_, response) => {
      response.end(JSON.stringify({ status: 'ok', version }));
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void replica.close());
    await once(replica, 'listening');
    const address = replica.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const env = { PATH: `${p.path('bin')}:/usr/bin:/bin`, LOG: p.path('calls') };
    const line = `full --to 1.0.4 --kubectl --namespace qa --wait 300ms --health ${url}`;
    const run = await rollback(p.dir, line, env);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('$ kubectl apply') });
    expect(run.stdout).toContain(`${url}/health: it says version 1.0.5`);
    expect(readFileSync(p.path('calls'), 'utf8'))
      .toBe(`create configmap aqe-fleet-config-stable --from-file=fleet.yaml=config/fleet.yaml --dry-run=client -o yaml --namespace=qa
apply -f - --namespace=qa
kind: ConfigMapset image deployment/aqe-fleet-stable aqe=aqe-fleet:1.0.4 --namespace=qa
rollout restart deployment/aqe-fleet-stable --namespace=qa
rollout status deployment/aqe-fleet-stable --timeout=300s --namespace=qa
`);
    version = '1.0.4';
    const healthy = await rollback(p.dir, line, env);
    expect(healthy).toMatchObject({ code: 0 });
    expect(healthy.stdout).toContain(`${url}/health: 1.0.4, well\n`);
  });
});
