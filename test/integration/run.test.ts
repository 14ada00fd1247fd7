import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { ExitCode } from '../../src/cli/exit-code.ts';
import { freePort } from '../helpers/postgres.ts';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { billed, ledger, ledgerHolds, on, stage } from '../helpers/run-stage.ts';
import { expectJson } from '../helpers/schema.ts';

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
    let onCall: (() => void) | undefined;
    const called = new Promise<void>((resolve) => {
      onCall = resolve;
    });
    const { p, simulator, run } = await stage(on, {
      profile: { firstTokenMs: 1, perTokenMs: 50, sigma: 0 },
      answer: () => {
        onCall?.();
        return undefined;
      },
    });
    const interrupt = new AbortController();
    const ended = run(['name three edge cases'], { signal: interrupt.signal });
    await called;
    expect(await ledgerHolds(p)).toBeGreaterThan(0);
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
