import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import { canaryTasks } from './canary-tasks.ts';
import { fleetProject } from './fleet-project.ts';
import type { Project } from './project.ts';
import { inProcess, type Outcome, TEST_NOW } from './run-cli.ts';
import { expectJson } from './schema.ts';

export const now = Date.parse(TEST_NOW);
export const clean = {
  metadata: { vulnerabilities: { critical: 0, high: 0, moderate: 1, low: 0 } },
};
const files = {
  'README.md': '# A fleet\n',
  'CHANGELOG.md': '# Changes\n',
  'audit.json': JSON.stringify(clean),
  'package.json': JSON.stringify({ scripts: { test: 'node -v' } }),
  'broken.mjs': 'process.stdout.write("2 of 3 tests failed\\n"); process.exitCode = 1;\n',
};

export const fleet = (more: Readonly<Record<string, string>> = {}): Project =>
  fleetProject({ ...files, ...more });

export async function run(project: Project, ...argv: readonly string[]): Promise<Outcome> {
  return runAt(TEST_NOW, project, argv);
}

export async function runAt(
  iso: string,
  project: Project,
  argv: readonly string[],
): Promise<Outcome> {
  const { PATH = '' } = process.env;
  return inProcess(['gate', ...argv], { cwd: project.dir, env: { PATH }, now: iso });
}

/** The checks of a gate by their ids. */
export async function checksOf(
  project: Project,
  ...argv: readonly string[]
): Promise<Readonly<Record<string, unknown>>> {
  return byId(await run(project, ...argv, '--json'));
}

export function byId({ stdout }: Outcome): Readonly<Record<string, unknown>> {
  const checks = valueAt(expectJson(stdout, 'gate'), ['checks']);
  if (!Array.isArray(checks)) throw new Error('there are no checks');
  return Object.fromEntries(
    checks.map((check: unknown) => [String(valueAt(check, ['id'])), check]),
  );
}

/** Faster than npm. */
export const tests = ['--tests', 'test "$FEATURE_STREAMING" = false'];

export const audit = ['--audit', `node -p "require('fs').readFileSync('audit.json', 'utf8')"`];

export const series = (metric: object, values: readonly number[]): object => ({
  metric: { job: 'aqe', instance: 'a:1', ...metric },
  values: values.map((value, index) => [now / 1000 - 1200 + index * 15, String(value)]),
});

export const labels = (right: number, wrong: number): string =>
  Array.from({ length: right + wrong }, (_, index) =>
    JSON.stringify({
      description: `rename the variable x${index} to y${index}`,
      tier: index < right ? 'simple' : 'complex',
    }),
  ).join('\n');

export const outcome = (cheap: 0 | 1): string =>
  JSON.stringify({
    description: 'rename a variable',
    outcomes: { small: { solved: cheap, costUsd: 0.001 }, large: { solved: 1, costUsd: 0.01 } },
  });

export const attempts = (provider: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    at: '2026-11-23T10:00:00Z',
    model: 'model-s',
    provider,
    call: { taskId: `task ${index}` },
    usage: { input: 1000, output: 100 },
    cost: 1_500_000,
  }));

export const both = (cost: number, fails?: number): string =>
  JSON.stringify({
    canary: canaryTasks(900, { cost, ...(fails === undefined ? {} : { fails }) }, 1),
    stable: canaryTasks(1350, {}, 2),
  });

/** Serves what `page` says of a path; undefined is 503. @returns its address */
export async function serving(page: (path: string) => string | undefined): Promise<string> {
  const server = createServer((request, response) => {
    const text = page(request.url ?? '');
    response.writeHead(text === undefined ? 503 : 200);
    response.end(text);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

export const health = (changes: object = {}): string =>
  JSON.stringify({
    status: 'ok',
    version: '1.0.5',
    features: { multiModelRouter: false, streaming: false },
    generation: 2,
    problem: null,
    ...changes,
  });

export const metrics = `process_start_time_seconds 1
process_resident_memory_bytes 4e8
aqe_tasks_total{variant="stable",status="succeeded"} 5000
aqe_streams_total{variant="stable",outcome="completed"} 2000
aqe_streams_total{variant="stable",outcome="failed"} 4
aqe_task_duration_seconds_bucket{le="1.58114",variant="stable",status="succeeded"} 4700
aqe_task_duration_seconds_bucket{le="1.99054",variant="stable",status="succeeded"} 4990
aqe_task_duration_seconds_bucket{le="+Inf",variant="stable",status="succeeded"} 5000
aqe_time_to_first_chunk_seconds_bucket{le="0.5",variant="stable",status="succeeded"} 1500
aqe_time_to_first_chunk_seconds_bucket{le="0.63",variant="stable",status="succeeded"} 2000
aqe_time_to_first_chunk_seconds_bucket{le="+Inf",variant="stable",status="succeeded"} 2000
aqe_agent_spawn_seconds_bucket{agent_type="general",le="0.1"} 100
aqe_agent_spawn_seconds_bucket{agent_type="general",le="+Inf"} 100
`;
