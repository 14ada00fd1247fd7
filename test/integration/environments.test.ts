import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import { project } from '../helpers/project.ts';
import { inProcess, type Outcome } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const root = join(import.meta.dirname, '../..');
const examples = readdirSync(join(root, 'config')).filter((name) => /^fleet\..*\.yaml$/.test(name));
const configOf = (name: string): string =>
  readFileSync(join(root, 'config', `fleet.${name}.yaml`), 'utf8');
const testEnv = Object.fromEntries(
  Object.entries(parseEnv(readFileSync(join(root, '.env.test'), 'utf8'))).map(([name, value]) => [
    name,
    String(value),
  ]),
);

/** Everything that a configuration says, with what the environment says. */
async function shown(name: string, env = {}): Promise<unknown> {
  const { dir } = project({ 'config/fleet.yaml': configOf(name) });
  const { code, stdout } = await inProcess(['config', 'show', '--json'], { cwd: dir, env });
  expect(code).toBe(0);
  return expectJson(stdout, 'config-show');
}

/** The value of a key in the answer of `config show --json`. */
function valueIn(report: unknown, key: string): unknown {
  const values = valueAt(report, ['values']);
  if (!Array.isArray(values)) throw new Error('there are no values');
  const found = values.find((one: unknown) => valueAt(one, ['path']) === key);
  return valueAt(found, ['value']);
}

describe('config/', () => {
  it('has an example for each environment', () => {
    expect(examples).toEqual(
      expect.arrayContaining([
        'fleet.test.yaml',
        'fleet.dev.yaml',
        'fleet.beta.yaml',
        'fleet.prod.yaml',
      ]),
    );
  });

  it.each(examples)('%s has nothing to warn of', async (name) => {
    const replicas = name === 'fleet.prod.yaml' ? ['--replicas', '8'] : [];
    const path = join('config', name);
    const run = await inProcess(['validate-config', '--strict', '--json', ...replicas, path], {
      cwd: root,
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    ['test', false, 10, 200, 30_000, 3],
    ['dev', false, 10, 200, 30_000, 3],
    ['beta', true, 5, 100, 15_000, 2],
    ['prod', true, 100, 2000, 30_000, 3],
  ])('fleet.%s.yaml is as the documents have it', async (name, on, ...numbers) => {
    const report = await shown(name);
    const value = (key: string): unknown => valueIn(report, key);
    expect({
      features: [value('features.multiModelRouter'), value('features.streaming')],
      enabled: [value('routing.enabled'), value('streaming.enabled')],
      numbers: [
        value('routing.costTracking.budgetLimits.daily'),
        value('routing.costTracking.budgetLimits.monthly'),
        value('streaming.timeoutMs'),
        value('streaming.retryConfig.maxRetries'),
      ],
    }).toEqual({
      features: [on, on],
      enabled: [on, on],
      numbers,
    });
  });
});

describe('.env.test', () => {
  it('is taken as it is, and agrees with its configuration', async () => {
    const alone = await shown('test');
    const report = await shown('test', testEnv);
    for (const key of [
      'features.streaming',
      'routing.defaultModel',
      'routing.costTracking.budgetLimits.daily',
      'streaming.timeoutMs',
    ]) {
      expect(valueIn(report, key)).toBeDefined();
      expect([key, valueIn(report, key)]).toEqual([key, valueIn(alone, key)]);
    }
  });

  it('lets nobody be billed', async () => {
    const { dir } = project({ 'config/fleet.yaml': configOf('test') });
    const run = await inProcess(['run', 'say hello', '--json'], { cwd: dir, env: testEnv });
    expect(run.code).toBe(0);
    expect(expectJson(run.stdout, 'run')).toMatchObject({ simulated: true });
  });
});

const beta = (change = (config: string): string => config) =>
  project({ 'config/fleet.yaml': change(configOf('beta')) }).dir;

describe('the beta', () => {
  it.each([
    ['rename the variable tmp to total in cart.ts', 'claude-haiku-4'],
    ['fix the typo in the heading of the README', 'claude-haiku-4'],
    [
      'write unit tests for the cart module that cover discounts, taxes and rounding',
      'claude-sonnet-4.5',
    ],
    [
      'write integration tests for the login endpoint, with valid and invalid credentials',
      'claude-sonnet-4.5',
    ],
    [
      'find the race condition that loses orders when two workers of the distributed queue take the same job during a failover, prove it, and redesign the locking protocol',
      'claude-opus-4',
    ],
    [
      'design a fault-injection strategy for the consensus of our replicated event store, with invariants under partitions, clock skew and crashes, and say which interleavings violate linearizability',
      'claude-opus-4',
    ],
  ])('gives "%s" to %s', async (task, model) => {
    const run = await inProcess(['route', task, '--json'], { cwd: beta() });
    expect(expectJson(run.stdout, 'route')).toMatchObject({ model });
  });

  it('books what tasks cost, warns at 80 % of the budget, and refuses at 100 %', async () => {
    const cwd = beta((config) => config.replace('daily: 5.00', 'daily: 0.052'));
    const run = async (): Promise<Outcome> =>
      inProcess(['run', 'fix the typo in the heading', '--max-tokens', '8400'], { cwd });
    const first = await run();
    expect(first.code).toBe(0);
    expect(first.stderr).toMatch(/80 % of the day's budget of \$0\.052 is reached/);
    const costs = await inProcess(['costs', '--json'], { cwd });
    expect(expectJson(costs.stdout, 'costs')).toMatchObject({
      recorded: true,
      total: { tasks: 1, calls: 1 },
    });
    const large = await inProcess(['run', 'fix the typo in the heading', '--max-tokens', '12000'], {
      cwd,
    });
    expect(large.code).toBe(3);
    expect(large.stderr).toContain('[BUDGET_EXCEEDED]');
  });
});

describe('package.json', () => {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  it.each([
    'test:unit',
    'test:integration',
    'test:performance',
    'test:e2e',
    'test:routing:complexity',
    'test:routing:costs',
    'test:streaming:scenarios',
  ])('has %s, of tests that are there', (name) => {
    const script = valueAt(manifest, ['scripts', name]);
    expect(script).toMatch(/vitest run( --project \w+)+/);
    const paths = String(script).match(/test\/\S+/g) ?? [];
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
