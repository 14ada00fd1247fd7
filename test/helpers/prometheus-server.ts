import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import { project } from './project.ts';
import { ask } from './served.ts';

/** Whether a Prometheus server can be started here. */
export const hasPrometheus: boolean = spawnSync('prometheus', ['--version']).status === 0;

/** A Prometheus server that scrapes something. */
export interface PrometheusServer {
  /** The answer to a query: an empty list where there is no series. @throws where the query is wrong */
  query(expression: string): Promise<readonly unknown[]>;
  /** What it knows of its rules. */
  rules(): Promise<readonly { readonly name: string; readonly health: string }[]>;
}

/** Starts a Prometheus server that scrapes these hosts and ports four times a second; it ends with the test. */
export async function prometheusServer(
  targets: readonly string[],
  ruleFile: string,
): Promise<PrometheusServer> {
  const folder = project({
    'prometheus.yml': JSON.stringify({
      global: { scrape_interval: '250ms', scrape_timeout: '250ms', evaluation_interval: '500ms' },
      rule_files: [ruleFile],
      scrape_configs: [
        {
          job_name: 'aqe-fleet',
          static_configs: [{ targets, labels: { track: 'stable' } }],
        },
      ],
    }),
  });
  const port = await freePort();
  const child = spawn(
    'prometheus',
    [
      `--config.file=${folder.path('prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder.dir, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: 'ignore', cwd: folder.dir },
  );
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${url}/-/ready`)).ok);
  return {
    query: async (expression) => {
      const address = `${url}/api/v1/query?query=${encodeURIComponent(expression)}`;
      const { status, body, at } = await ask(address);
      if (status !== 200) throw new Error(`${expression}: ${JSON.stringify(body)}`);
      const result = at('data', 'result');
      return Array.isArray(result) ? result : [];
    },
    rules: async () => {
      const groups = (await ask(`${url}/api/v1/rules`)).at('data', 'groups');
      return listOf(groups)
        .flatMap((group) => listOf(valueAt(group, ['rules'])))
        .map((rule) => ({
          name: String(valueAt(rule, ['name'])),
          health: String(valueAt(rule, ['health'])),
        }));
    },
  };
}

/** Asks again and again, until it is so. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    if (await isSo().catch(() => false)) return;
    if (performance.now() > deadline) throw new Error('it never came to be');
    await sleep(100);
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
