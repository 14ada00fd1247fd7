import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../src/adapters/simulator/start-simulator.ts';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { ExitCode } from '../../src/cli/exit-code.ts';
import type { LedgerEntry } from '../../src/core/cost/budget-store.ts';
import type { Simulator, SimulatorOptions } from '../../src/core/simulation.ts';
import { main } from '../../src/main.ts';
import { entriesOf } from '../helpers/budget-requests.ts';
import { freePort } from '../helpers/postgres.ts';
import { type Project, project } from '../helpers/project.ts';
import { inProcess, type Outcome, type RunOptions } from '../helpers/run-cli.ts';
import { compileStrictly, expectJson, readSchema } from '../helpers/schema.ts';
import { Screen } from '../helpers/screen.ts';

const KEY = 'sk-ant-test';
/** Sonnet's list prices, in nano-dollars per token. */
const PRICE = { input: 2000, output: 10_000 };

const on = `features: { multiModelRouter: true, streaming: true }
routing:
  enabled: true
  defaultModel: sonnet
  models:
    - name: sonnet
      provider: anthropic
      model: claude-sonnet-5
      capabilities: { maxTokens: 200000, costPer1kTokens: { input: 0.002, output: 0.01 } }
      complexityRange: { min: 0, max: 1 }
  costTracking:
    enabled: true
    budgetLimits: { daily: 1, monthly: 5 }
streaming:
  enabled: true
  timeoutMs: 300
  retryConfig: { maxRetries: 2, backoffMs: 1, backoffMultiplier: 1 }
`;

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(async (simulator) => simulator.close()));
});

/** A project whose model answers on the loopback interface. */
interface Stage {
  readonly p: Project;
  readonly simulator: Simulator;
  readonly run: (argv: readonly string[], options?: RunOptions) => Promise<Outcome>;
}

async function stage(config: string | undefined, options: SimulatorOptions = {}): Promise<Stage> {
  const simulator = await startSimulator({ key: KEY, retryAfterS: 0, ...options });
  running.push(simulator);
  const p = project(config === undefined ? {} : { 'config/fleet.yaml': config });
  const env = { ANTHROPIC_BASE_URL: simulator.url, ANTHROPIC_API_KEY: KEY };
  return {
    p,
    simulator,
    run: async (argv, more = {}) =>
      inProcess(['run', ...argv], { cwd: p.dir, ...more, env: { ...env, ...more.env } }),
  };
}

async function ledger(p: Project): Promise<readonly LedgerEntry[]> {
  const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'empty' });
  try {
    return await entriesOf(store);
  } finally {
    await store.close();
  }
}

const billed = (simulator: Simulator): number =>
  simulator
    .log()
    .reduce(
      (sum, { billed: { input, output } }) => sum + input * PRICE.input + output * PRICE.output,
      0,
    );

describe('with every feature off', () => {
  it('asks one model once, in one piece, and leaves nothing behind', async () => {
    const { p, simulator, run } = await stage(undefined, {
      answer: () => 'Empty, full, negative.',
    });
    const { code, stdout, stderr } = await run(['name three edge cases']);
    expect([code, stdout]).toEqual([ExitCode.ok, 'Empty, full, negative.\n']);
    expect(stderr).toMatch(/^claude-sonnet-5: the default model: routing is off\n/);
    expect(stderr).toMatch(
      /in, \d+ out tokens · \$0\.\d+ · .*not recorded: cost tracking is off\n$/,
    );
    expect(simulator.log().map(({ stream, model }) => [stream, model])).toEqual([
      [false, 'claude-sonnet-5'],
    ]);
    expect(p.list()).toEqual([]);
  });

  it('records nothing although costs would be tracked', async () => {
    const config = on.replace('multiModelRouter: true, streaming: true', 'streaming: false');
    const { p, run } = await stage(config, { answer: () => 'Yes.' });
    expect(await run(['x'])).toMatchObject({ code: ExitCode.ok, stdout: 'Yes.\n' });
    expect(p.list()).toEqual(['config/fleet.yaml']);
  });
});

describe('with routing, streaming and costs on', () => {
  it('streams, and books to the nano-dollar what the provider bills', async () => {
    const { p, simulator, run } = await stage(on);
    const { code, stdout, stderr } = await run(['name three edge cases']);
    expect(code).toBe(ExitCode.ok);
    expect(stdout).toMatch(/^This is a simulated answer from claude-sonnet-5\./);
    expect(stderr).toMatch(/^sonnet: score 0\.\d\d is in 0 to 1: sonnet\n/);
    expect(simulator.log().map(({ stream }) => stream)).toEqual([true]);
    const entries = await ledger(p);
    expect(entries).toMatchObject([
      {
        modelName: 'sonnet',
        model: 'claude-sonnet-5',
        provider: 'anthropic',
        outcome: 'succeeded',
        basis: 'measured',
        priceSource: 'config',
        cost: billed(simulator),
        call: { agentType: 'general', taskType: 'general', variant: 'stable', purpose: 'answer' },
      },
    ]);
  });

  it.each(['overloaded-in-stream', 'cut-mid-text', 'stall-mid-text', 'end-without-stop'] as const)(
    'gives the same text after %s, without a word twice',
    async (fault) => {
      const { p, simulator, run } = await stage(on, {
        plan: (index) => (index === 0 ? fault : undefined),
      });
      const { code, stdout } = await run(['name three edge cases']);
      const plain = await stage(on);
      expect(code).toBe(ExitCode.ok);
      expect(stdout).toBe((await plain.run(['name three edge cases', '--no-stream'])).stdout);
      const entries = await ledger(p);
      expect(entries.map(({ outcome }) => outcome)).toEqual(['failed', 'succeeded']);
      expect(entries[1]?.cost).toBeGreaterThan(0);
      // What a cut attempt is billed is known to the provider only: never less may be booked.
      expect(entries.reduce((sum, { cost }) => sum + cost, 0)).toBeGreaterThanOrEqual(
        billed(simulator),
      );
    },
  );

  it('refuses what the budget has no room for, and says what would help', async () => {
    const { simulator, run } = await stage(on.replace('daily: 1', 'daily: 0.01'));
    const { code, stdout, stderr } = await run(['x', '--json']);
    expect(code).toBe(ExitCode.budget);
    expect(expectJson(stdout, 'error')).toMatchObject({
      error: {
        code: 'BUDGET_EXCEEDED',
        details: { window: 'day', limit: 10_000_000, spent: 0, reserved: 0 },
      },
    });
    expect(stderr).toMatch(
      /the daily limit of \$0\.01 has no room: .* needed \[BUDGET_EXCEEDED\]\nIt resets at /,
    );
    expect(simulator.log()).toEqual([]);
  });

  it('tells of a threshold once', async () => {
    const { run } = await stage(
      on.replace('daily: 1', 'daily: 0.052').replace('monthly: 5', 'monthly: 50'),
    );
    const alerts: string[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is what is tested
      const { stderr } = await run(['x', '--max-tokens', '4200']);
      alerts.push(...stderr.split('\n').filter((line) => line.includes("day's budget")));
    }
    expect(alerts).toEqual([
      expect.stringMatching(/^(?:warning: )?80 % of the day's budget of \$0\.052 is reached/),
    ]);
  });

  it('stops the provider on an interrupt, books what was used, and says it', async () => {
    const { p, simulator, run } = await stage(on, {
      profile: { firstTokenMs: 1, perTokenMs: 50, sigma: 0 },
    });
    const interrupt = new AbortController();
    const ended = run(['name three edge cases'], { signal: interrupt.signal });
    await expect.poll(async () => (await ledgerHolds(p)) > 0, { timeout: 4000 }).toBe(true);
    interrupt.abort();
    const { code, stderr } = await ended;
    expect(code).toBe(ExitCode.interrupted);
    expect(stderr).toMatch(/^interrupted; it cost \$0\.\d+ \(partly estimated\) \[INTERRUPTED\]$/m);
    await simulator.idle();
    expect(simulator.log()).toMatchObject([{ outcome: 'aborted' }]);
    const entries = await ledger(p);
    expect(entries).toMatchObject([{ outcome: 'aborted', basis: 'estimated' }]);
    expect(entries[0]?.cost).toBeGreaterThanOrEqual(billed(simulator));
    expect(await ledgerHolds(p)).toBe(0);
  });
});

/** Nano-dollars that are held for today. */
async function ledgerHolds(p: Project): Promise<number> {
  const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'empty' });
  try {
    const [day] = await store.windows(['day:2026-11-23@UTC']);
    return day?.reserved ?? 0;
  } finally {
    await store.close();
  }
}

describe('what is printed', () => {
  it('is one JSON value that fits its schema', async () => {
    const { run } = await stage(on, { answer: () => 'Yes.' });
    const { stdout } = await run(['x', '--json']);
    expect(expectJson(stdout, 'run')).toMatchObject({
      model: { name: 'sonnet', id: 'claude-sonnet-5', provider: 'anthropic' },
      simulated: false,
      routing: { strategy: 'complexity-range' },
      streamed: true,
      result: { kind: 'text', text: 'Yes.' },
      cost: { measured: true },
      recorded: true,
      attempts: [{ attempt: 1, streamed: true, basis: 'measured' }],
      saved: [],
    });
  });

  it('is every event as a line with --jsonl, the result last', async () => {
    const { run } = await stage(on, {
      plan: (index) => (index === 0 ? 'cut-mid-text' : undefined),
    });
    const { stdout } = await run(['name three edge cases', '--jsonl']);
    const events: unknown[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const validate = compileStrictly(readSchema('run-event'));
    for (const event of events) expect([validate(event), validate.errors]).toEqual([true, null]);
    const types = events.map((event) => Reflect.get(Object(event), 'type'));
    expect(types.slice(0, 2)).toEqual(['routed', 'start']);
    expect(types.filter((type) => type === 'restart')).toHaveLength(1);
    expect(types.slice(-2)).toEqual(['done', 'result']);
  });

  it('ends with a failure, without its stack, with --jsonl', async () => {
    const { run } = await stage(on, { plan: () => 'server-error' });
    const { code, stdout, stderr } = await run(['x', '--jsonl']);
    expect(code).toBe(ExitCode.provider);
    const last: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ type: 'failed', reason: 'server-error', cost: 0 });
    expect(last).not.toHaveProperty('cause');
    expect(stderr).toMatch(/\[PROVIDER_FAILED\]/);
  });

  it('is live on a terminal: the text, with a status below it until the end', async () => {
    const { p, simulator } = await stage(on, { answer: () => 'One line.\nAnother line.' });
    const screen = new Screen(100);
    const code = await main(['run', 'x'], {
      stdin: new PassThrough(),
      stdout: screen.stream(),
      stderr: screen.stream(),
      env: { ANTHROPIC_BASE_URL: simulator.url, ANTHROPIC_API_KEY: KEY, NO_COLOR: '1' },
      cwd: p.dir,
      signal: new AbortController().signal,
    });
    expect(code).toBe(ExitCode.ok);
    expect(screen.text()).toMatch(
      /^sonnet: score .*\nOne line\.\nAnother line\.\nsonnet · \d+ in, \d+ out tokens · \$0\.\d+ · .* s, first text .* s\n$/,
    );
  });
});

describe('without a key', () => {
  it('is simulated, says so, and lets no gate pass', async () => {
    const p = project();
    const { code, stdout, stderr } = await inProcess(
      ['run', 'may this go out?', '--type', 'quality-gate', '--json'],
      { cwd: p.dir },
    );
    expect(code).toBe(ExitCode.undecided);
    expect(expectJson(stdout, 'run')).toMatchObject({
      simulated: true,
      result: { kind: 'report', report: { verdict: 'undecided' } },
    });
    expect(stderr).toMatch(/simulated: no model is asked/);
  });

  it('keeps the money of simulations apart', async () => {
    const p = project({ 'config/fleet.yaml': on });
    await inProcess(['run', 'x'], { cwd: p.dir });
    expect(await ledger(p)).toMatchObject([{ provider: 'simulator' }]);
    const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'empty' });
    const keys = ['day:2026-11-23@UTC', 'day:2026-11-23@UTC#simulated'];
    const [real, simulated] = await store.windows(keys);
    await store.close();
    expect(real?.spent).toBe(0);
    expect(simulated?.spent).toBeGreaterThan(0);
  });

  it('refuses when a model is asked for', async () => {
    const p = project();
    expect(await inProcess(['run', 'x', '--provider', 'anthropic'], { cwd: p.dir })).toMatchObject({
      code: ExitCode.provider,
      stderr: expect.stringMatching(/ANTHROPIC_API_KEY/),
    });
  });
});

describe('what comes in', () => {
  const seen: string[] = [];
  const answer = ({ prompt }: { readonly prompt: string }): string => {
    seen.push(prompt);
    return 'ok';
  };

  it.each<[string, readonly string[], string, string]>([
    ['an argument', ['do this'], '', 'do this'],
    ['standard input', [], 'do that\n', 'do that'],
    ['standard input, named', ['-'], 'do that\n', 'do that'],
    ['a file', ['--file', 'task.md'], '', 'Do the task.'],
    [
      'a task of the fleet',
      ['--file', 'task.json'],
      '',
      '<data>\n{\n  "url": "x"\n}\n</data>\n\nLook at it.',
    ],
    [
      'files and patterns',
      ['review', '--input', 'src/*.ts', '!src/b.ts'],
      '',
      '<file path="src/a.ts">\nexport const a = 1;\n\n</file>\n\nreview',
    ],
    [
      'a pipe as an input',
      ['review', '--input', '-'],
      'diff --git',
      '<file path="<stdin>">\ndiff --git\n</file>\n\nreview',
    ],
  ])('is %s', async (_, argv, stdin, prompt) => {
    const { p, run } = await stage(undefined, { answer });
    p.write('task.md', 'Do the task.\n');
    p.write(
      'task.json',
      '{"type": "audit", "description": "Look at it.", "payload": {"url": "x"}}',
    );
    p.write('src/a.ts', 'export const a = 1;\n');
    p.write('src/b.ts', 'export const b = 1;\n');
    expect(await run(argv, { stdin })).toMatchObject({ code: ExitCode.ok });
    expect(seen.at(-1)).toBe(prompt);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no text', [' '], /the task is empty \[USAGE\]/],
    ['two tasks', ['x', '--file', 'y'], /given twice/],
    ['an unknown agent', ['x', '--type', 'test-genrator'], /Did you mean "test-generator"\?/],
    ['an unknown model', ['x', '--model', 'gpt'], /no model is called "gpt"/],
    ['a pattern for nothing', ['x', '--input', 'no/*.ts'], /names no file or folder/],
    ['a price that is no price', ['x', '--max-cost', 'cheap'], /Write dollars such as 0\.50/],
    ['a time that is no time', ['x', '--timeout', 'soon'], /Write a time such as/],
    ['two outputs', ['x', '--json', '--jsonl'], /two answers to one question/],
  ])('is refused when it is %s', async (_, argv, message) => {
    const { run, simulator } = await stage(undefined);
    expect(await run(argv)).toMatchObject({
      code: ExitCode.usage,
      stderr: expect.stringMatching(message),
    });
    expect(simulator.log()).toEqual([]);
  });

  it('is refused when it does not fit into the model', async () => {
    const { p, run, simulator } = await stage(on);
    p.write('big.txt', 'word '.repeat(300_000));
    expect(await run(['summarize', '--input', 'big.txt'])).toMatchObject({
      code: ExitCode.usage,
      stderr: expect.stringMatching(
        /does not fit into sonnet, which takes 200000 \[INPUT_TOO_LARGE\]/,
      ),
    });
    expect(simulator.log()).toEqual([]);
  });
});

describe('what goes out', () => {
  const files = JSON.stringify({
    files: [
      { path: 'cart.test.ts', content: 'cart\n' },
      { path: 'order.test.ts', content: 'order\n' },
    ],
    notes: 'Both need a clock.',
  });

  it('writes the files of an answer into a folder', async () => {
    const { p, run } = await stage(undefined, { answer: () => files });
    const argv = ['test it', '--type', 'test-generator', '--out', 'test/'];
    const { code, stdout, stderr } = await run(argv);
    expect([code, stdout]).toEqual([ExitCode.ok, '']);
    expect(stderr).toMatch(/Wrote test\/cart\.test\.ts\nWrote test\/order\.test\.ts\n2 files · /);
    expect(p.read('test/order.test.ts')).toBe('order\n');
    const again = await run(argv);
    expect(again).toMatchObject({
      code: ExitCode.usage,
      stderr: expect.stringMatching(/\[FILE_EXISTS\]/),
    });
    // The answer was paid for: it must not be lost because of a name.
    expect(again.stdout).toMatch(/==> cart\.test\.ts <==/);
  });

  it.each([
    ['pass', ExitCode.ok],
    ['fail', ExitCode.negative],
    ['undecided', ExitCode.undecided],
  ])('ends with the verdict %s as exit code %d', async (verdict, code) => {
    const report = JSON.stringify({ verdict, summary: 'So it is.', findings: [] });
    const { run } = await stage(undefined, { answer: () => report });
    expect(await run(['x', '--type', 'quality-gate'])).toMatchObject({
      code,
      stdout: `${verdict.toUpperCase()}: So it is.\n`,
    });
  });

  it('prints what has not the promised form, with a warning', async () => {
    const { run } = await stage(undefined, { answer: () => 'I would rather not.' });
    expect(await run(['x', '--type', 'quality-gate'])).toMatchObject({
      code: ExitCode.negative,
      stdout: 'I would rather not.\n',
      stderr: expect.stringMatching(
        /not the form that this agent promises: there is no JSON object/,
      ),
    });
  });

  it('warns of an answer that was cut short', async () => {
    const { run } = await stage(undefined);
    const { stderr } = await run(['name three edge cases', '--max-tokens', '5']);
    expect(stderr).toMatch(/cut short: .* Raise --max-tokens/);
  });
});

describe('what goes wrong', () => {
  it('is a wrong key', async () => {
    const { run } = await stage(undefined);
    expect(await run(['x'], { env: { ANTHROPIC_API_KEY: 'sk-ant-wrong' } })).toMatchObject({
      code: ExitCode.provider,
      stderr: expect.stringMatching(/\[PROVIDER_UNAUTHORIZED\]/),
    });
  });

  it('is nobody there', async () => {
    const { p, run } = await stage(on);
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const { code, stderr } = await run(['x'], { env: { ANTHROPIC_BASE_URL: nobody } });
    expect((await ledger(p)).reduce((sum, { cost }) => sum + cost, 0)).toBe(0);
    expect(code).toBe(ExitCode.provider);
    expect(stderr).toMatch(/connection: .*attempts\) \[PROVIDER_FAILED\]/);
  });

  it('is the time', async () => {
    const { run } = await stage(on.replace('timeoutMs: 300', 'timeoutMs: 60000'), {
      plan: () => 'stall-before-first',
    });
    expect(await run(['x', '--timeout', '200ms'])).toMatchObject({
      code: ExitCode.provider,
      stderr: expect.stringMatching(/deadline: .*\[PROVIDER_FAILED\]/),
    });
  });

  it('is the price', async () => {
    const { run, simulator } = await stage(undefined);
    expect(await run(['x', '--max-cost', '0.0001'])).toMatchObject({
      code: ExitCode.budget,
      stderr: expect.stringMatching(/the limit per task of \$0\.0001 has no room/),
    });
    expect(simulator.log()).toEqual([]);
  });

  it('is a database that cannot be used', async () => {
    const { run, simulator } = await stage(`${on}database: { type: mysql }\n`);
    expect(await run(['x'])).toMatchObject({
      code: ExitCode.usage,
      stderr: expect.stringMatching(/cannot be kept in a mysql database \[STORE_UNAVAILABLE\]/),
    });
    expect(simulator.log()).toEqual([]);
  });
});
