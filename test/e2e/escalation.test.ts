import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import {
  argv,
  cart,
  config,
  fileAnswer,
  nodeTest,
  vitestTest,
} from '../helpers/escalation-stage.ts';
import { processesIn } from '../helpers/processes-in.ts';
import { type Project, project } from '../helpers/project.ts';
import { bin, type Outcome, type RunOptions, spawned } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';
import { type SimulatorProcess, simulatorProcess } from '../helpers/simulator-process.ts';

const KEY = 'sk-ant-e2e';
/** What the configuration says, in nano-dollars per token. */
const prices: Readonly<Record<string, { readonly input: number; readonly output: number }>> = {
  'claude-haiku-4-5': { input: 1000, output: 5000 },
  'claude-sonnet-5': { input: 2000, output: 10_000 },
};

/** A small project whose models are a simulator of its own process. */
interface Fleet {
  readonly p: Project;
  readonly simulator: SimulatorProcess;
  readonly env: Readonly<Record<string, string>>;
  readonly aqe: (args: readonly string[], options?: RunOptions) => Promise<Outcome>;
}

/** Each model writes its own test of the cart. Nobody explores, and two tasks are enough to learn from. */
async function fleet(
  tests: { readonly haiku: string; readonly sonnet: string },
  files: Readonly<Record<string, string>> = {},
): Promise<Fleet> {
  const p = project({
    'config/fleet.yaml': config.replace(
      'escalation: { enabled: true }',
      'escalation: { enabled: true, minSamples: 2, explore: 0 }',
    ),
    'package.json': '{"type": "module"}',
    'src/cart.js': cart,
    ...files,
  });
  const script = Object.entries(tests).map(([model, content]) =>
    JSON.stringify({ model, text: fileAnswer('test/cart.test.js', content) }),
  );
  const answers = project({ 'answers.jsonl': `${script.join('\n')}\n` }).path('answers.jsonl');
  const simulator = await simulatorProcess(
    `--profile instant --key ${KEY} --script ${answers}`.split(' '),
  );
  const env = { ANTHROPIC_BASE_URL: simulator.url, ANTHROPIC_API_KEY: KEY };
  const aqe: Fleet['aqe'] = async (args, options) => spawned(args, { cwd: p.dir, env, ...options });
  return { p, simulator, env, aqe };
}

/** Nano-dollars of everything that the simulator answered. */
function billed({ simulator }: Fleet): number {
  return simulator.calls().reduce<number>((sum, call) => {
    const { input, output } = prices[String(valueAt(call, ['model']))] ?? {
      input: NaN,
      output: NaN,
    };
    const tokens = (kind: string): number => Number(valueAt(call, ['billed', kind]));
    return sum + tokens('input') * input + tokens('output') * output;
  }, 0);
}

const modelsOf = ({ simulator }: Fleet): readonly unknown[] =>
  simulator.calls().map((call) => valueAt(call, ['model']));

const route = ['route', argv[0] ?? '', '--agent-type', 'test-generator', '--json'];
const failed = 'haiku: 1 of 3 tests failed on the code → sonnet\n';
const passed =
  'sonnet: accepted: 3 tests pass on the code, and notice that src/cart.js:2: >= became <\n';

describe('cheap first, verify, escalate, as users start it', { timeout: 120_000 }, () => {
  it('climbs, bills every attempt to the nano-dollar, learns, and starts higher', async () => {
    const made = await fleet({ haiku: nodeTest('5'), sonnet: nodeTest('0') });
    const { aqe, p } = made;

    const first = await aqe(['run', ...argv, '--json']);
    expect(first.code).toBe(0);
    expect(expectJson(first.stdout, 'run')).toMatchObject({
      model: { name: 'sonnet' },
      simulated: false,
      cost: { nanoUsd: billed(made), measured: true },
      escalation: [
        { modelName: 'haiku', verdict: 'reject' },
        { modelName: 'sonnet', verdict: 'accept' },
      ],
    });

    const second = await aqe(['run', ...argv]);
    expect({ code: second.code, stdout: second.stdout }).toEqual({
      code: 0,
      stdout: nodeTest('0'),
    });
    expect(second.stderr).toContain('haiku is on trial: 1 task');
    expect(second.stderr).toContain(`${failed}${passed}`);
    expect(expectJson((await aqe(route)).stdout, 'route')).toMatchObject({
      escalation: { verifier: 'tests', tiers: [{ model: 'haiku', seen: 2 }, { model: 'sonnet' }] },
    });

    const starts = async (): Promise<unknown> =>
      valueAt(JSON.parse((await aqe(route)).stdout), ['escalation', 'start']);
    let tasks = 2;
    for (; tasks < 8 && (await starts()) !== 'sonnet'; tasks += 1) await aqe(['run', ...argv]);
    expect(await starts()).toBe('sonnet');
    const before = made.simulator.calls().length;
    const last = await aqe(['run', ...argv]);
    expect(last.stderr).toMatch(/^sonnet at once: /);
    expect(modelsOf(made).slice(before)).toEqual(['claude-sonnet-5']);

    const costs = expectJson((await aqe(['costs', '--savings', '--json'])).stdout, 'costs');
    expect(costs).toMatchObject({
      total: { cost: { nanoUsd: billed(made) }, calls: 2 * tasks + 1, tasks: tasks + 1 },
      savings: { tasks: tasks + 1, leftOut: 0, cost: { nanoUsd: billed(made) } },
    });

    const learned = await aqe(['route', 'learn']);
    expect(learned).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Wrote config/learned.json'),
    });
    expect(expectJson(p.read('config/learned.json'), 'learned')).toMatchObject({
      tasks: tasks + 1,
      agentTypes: [{ agentType: 'test-generator', tasks: tasks + 1 }],
    });
  });

  it('runs what the project runs its tests with: vitest', async () => {
    const made = await fleet(
      { haiku: vitestTest('5'), sonnet: vitestTest('0') },
      { 'package.json': '{"type": "module", "devDependencies": {"vitest": "*"}}' },
    );
    symlinkSync(join(import.meta.dirname, '../../node_modules'), made.p.path('node_modules'));
    const { code, stderr } = await made.aqe(['run', ...argv, '--out', 'made']);
    expect(stderr).toContain(`${failed}${passed}`);
    expect(code).toBe(0);
    expect(made.p.read('made')).toBe(vitestTest('0'));
    const costs = await made.aqe(['costs', '--json']);
    expect(JSON.parse(costs.stdout)).toMatchObject({ total: { cost: { nanoUsd: billed(made) } } });
  });
});

/** A test that tells that it runs, and never ends: at once, or when it sees the code changed. */
const endless = (when: string): string => `import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { shipping } from '../src/cart.js';

test('waits', async () => {
  if (!(${when})) return;
  writeFileSync('started', '');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
});
`;

describe.runIf(process.platform === 'linux')('Ctrl-C while an answer is verified', () => {
  it.each([
    ['while its tests run', 'true', {}],
    ['while they run on changed code', 'shipping(50) !== 0', {}],
    // Where programs cannot have a network of their own, nothing takes their children along but us.
    ['where there are no namespaces', 'true', { PATH: '/nowhere' }],
  ])('ends all of it and says what it cost: %s', async (_, when, more) => {
    const made = await fleet({ haiku: endless(when), sonnet: nodeTest('0') });
    const { p, env, aqe } = made;
    const { dir: temporary } = project();
    const child = spawn(process.execPath, [bin, 'run', ...argv], {
      cwd: p.dir,
      env: { PATH: process.env['PATH'], TMPDIR: temporary, ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    await vi.waitUntil(
      () =>
        readdirSync(temporary, { recursive: true }).some((name) =>
          String(name).endsWith('/project/started'),
        ),
      { timeout: 30_000, interval: 50 },
    );
    expect(processesIn(temporary)).not.toEqual([]);
    child.kill('SIGINT');
    const [stdout, stderr, how] = await ended;
    const cost = billed(made);
    expect({ how, stdout }).toEqual({ how: [130, null], stdout: '' });
    expect(stderr).toContain(`interrupted; it cost $${cost / 1e9} [INTERRUPTED]`);
    expect(stderr).not.toContain('→');
    expect(readdirSync(temporary)).toEqual([]);
    expect(processesIn(temporary)).toEqual([]);
    expect(modelsOf(made)).toEqual(['claude-haiku-4-5']);
    const budget = expectJson((await aqe(['budget', '--json'])).stdout, 'budget-status');
    expect(budget).toMatchObject({
      windows: ['day', 'week', 'month'].map((kind) => ({ kind, reserved: { nanoUsd: 0 } })),
    });
    const costs = expectJson((await aqe(['costs', '--json'])).stdout, 'costs');
    expect(costs).toMatchObject({ total: { cost: { nanoUsd: cost }, calls: 1 } });
    // Nobody learns from a verdict that was cut off.
    expect(valueAt(JSON.parse((await aqe(route)).stdout), ['escalation', 'tiers', 0, 'seen'])).toBe(
      0,
    );
  });
});
