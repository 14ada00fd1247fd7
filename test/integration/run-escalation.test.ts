import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { ExitCode } from '../../src/cli/exit-code.ts';
import {
  answering,
  argv,
  cart,
  config,
  nodeTest,
  set,
  vitestTest,
} from '../helpers/escalation-stage.ts';
import { ledger, stage } from '../helpers/run-stage.ts';

describe('cheap first, verify, escalate', { timeout: 60_000 }, () => {
  it('climbs when a test fails on the code, tells the stronger model why, and bills both', async () => {
    const files = { haiku: nodeTest('5'), sonnet: nodeTest('0') };
    const { p, simulator, run } = await set(answering(files, 'test/cart.test.js'));
    const { code, stdout, stderr } = await run([...argv, '--out', 'made']);
    expect(stderr).toContain('haiku: 1 of 3 tests failed on the code → sonnet');
    expect(stderr).toContain(
      'sonnet: accepted: 3 tests pass on the code, and notice that src/cart.js:2',
    );
    expect({ code, stdout }).toEqual({ code: ExitCode.ok, stdout: '' });
    expect(p.read('made')).toBe(files.sonnet);
    expect(simulator.log().map(({ model }) => model)).toEqual([
      'claude-haiku-4-5',
      'claude-sonnet-5',
    ]);
    const booked = await ledger(p);
    expect(booked.map(({ modelName, attempt }) => [modelName, attempt])).toEqual([
      ['haiku', 1],
      ['sonnet', 2],
    ]);
  });

  it('runs the tests with the project’s own runner: vitest', async () => {
    const files = { haiku: vitestTest('5'), sonnet: vitestTest('0') };
    const manifest = '{"type": "module", "devDependencies": {"vitest": "*"}}';
    const { p, run } = await set(answering(files, 'test/cart.test.js'), {
      'package.json': manifest,
    });
    symlinkSync(join(import.meta.dirname, '../../node_modules'), p.path('node_modules'));
    const { code, stderr } = await run([...argv, '--out', 'made']);
    expect(stderr).toContain('haiku: 1 of 3 tests failed on the code → sonnet');
    expect(stderr).toContain('sonnet: accepted: 3 tests pass on the code');
    expect(code).toBe(ExitCode.ok);
    expect(p.read('made')).toBe(files.sonnet);
  });

  it('runs a test whose name is a pattern, with what the project loads for its tests', async () => {
    const sonnet = nodeTest('0').replace('10), 5', '10), globalThis.loaded');
    const { p, run } = await set(answering({ haiku: nodeTest('5'), sonnet }, 'test/[id].test.js'), {
      'package.json': '{"type": "module", "devDependencies": {"tsx": "*"}}',
      'node_modules/tsx/package.json': '{"type": "module", "exports": "./index.js"}',
      'node_modules/tsx/index.js': 'globalThis.loaded = 5;',
    });
    const { code, stderr } = await run([...argv, '--out', 'made']);
    expect(stderr).toContain('haiku: 1 of 3 tests failed on the code → sonnet');
    expect(stderr).toContain('sonnet: accepted: 3 tests pass on the code');
    expect(code).toBe(ExitCode.ok);
    expect(p.read('made')).toBe(sonnet);
  });

  it('counts tests, though their failures fill pages', async () => {
    const many = nodeTest('0').replace(
      "test('the edge'",
      'for (let n = 0; n < 40; n++) test(`case ${n}`, () => assert.deepEqual([n], [-1]));\n$&',
    );
    const { run } = await set(
      answering({ haiku: many, sonnet: nodeTest('0') }, 'test/cart.test.js'),
    );
    const { stderr } = await run(argv);
    expect(stderr).toContain('haiku: 40 of 43 tests failed on the code → sonnet');
  });

  it('does not blame a test for what Node.js cannot run', async () => {
    const { run } = await set(
      answering({ haiku: nodeTest('0'), sonnet: nodeTest('0') }, 'test/cart.test.tsx'),
    );
    const { stdout, stderr } = await run([...argv, '--json']);
    expect(stderr).not.toContain('failed on the code');
    expect(JSON.parse(stdout)).toMatchObject({
      escalation: [
        { modelName: 'haiku', verdict: 'unknown' },
        { modelName: 'sonnet', verdict: 'unknown' },
      ],
    });
  });

  const blind = `import { test } from 'node:test';
import { shipping } from '../src/cart.js';
test('runs', () => { shipping(10); });
`;

  it.each([
    [
      'does not parse',
      'test(',
      'haiku: test/cart.test.js does not parse: Unexpected token (1:5) → sonnet',
    ],
    [
      'notices nothing',
      blind,
      'haiku: the tests pass on broken code too: src/cart.js:2: >= became <;',
    ],
    [
      'has no test that runs',
      "import { test } from 'node:test';\ntest.todo('later');\n",
      'haiku: no test in it ran → sonnet',
    ],
  ])('does not accept a test that %s', async (_, haiku, line) => {
    const { run } = await set(answering({ haiku, sonnet: nodeTest('0') }, 'test/cart.test.js'));
    const { code, stderr } = await run(argv);
    expect(stderr).toContain(line);
    expect(code).toBe(ExitCode.ok);
  });

  it('takes the last answer as it is when nobody’s is accepted, and says no', async () => {
    const { run } = await set(
      answering({ haiku: nodeTest('1'), sonnet: nodeTest('2') }, 'test/cart.test.js'),
    );
    const { code, stdout } = await run([...argv, '--json']);
    expect(code).toBe(ExitCode.negative);
    expect(JSON.parse(stdout)).toMatchObject({
      model: { name: 'sonnet' },
      escalation: [
        { modelName: 'haiku', verdict: 'reject' },
        { modelName: 'sonnet', verdict: 'reject' },
      ],
      attempts: [{ attempt: 1 }, { attempt: 2 }],
    });
  });

  it('keeps to the budget: the answer before stands when there is no money for the next one', async () => {
    const long = `${nodeTest('5')}// ${'long '.repeat(400)}`;
    const { p, run } = await set(answering({ haiku: long, sonnet: nodeTest('0') }, 'a.test.js'));
    // 1000 tokens of sonnet fit at first, and no more after what haiku wrote.
    const money = ['--max-tokens', '1000', '--max-cost', '0.0125'];
    const { code, stdout } = await run([...argv, ...money, '--json']);
    expect(code).toBe(ExitCode.negative);
    expect(JSON.parse(stdout)).toMatchObject({
      model: { name: 'haiku' },
      escalation: [
        { modelName: 'haiku', verdict: 'reject' },
        { modelName: 'sonnet', verdict: 'unknown' },
      ],
    });
    expect((await ledger(p)).map(({ modelName }) => modelName)).toEqual(['haiku']);
  });

  it('tells the model that tries next what was found, and every event as a line', async () => {
    const { run } = await set({
      answer: ({ model, prompt }) => {
        const sees =
          prompt.includes('<findings>\n1 of 3 tests failed on the code') &&
          prompt.includes('0 !== 5') &&
          prompt.includes('at TestContext.<anonymous> (test/cart.test.js:7:31)');
        const content = nodeTest(model.startsWith('claude-sonnet') && sees ? '0' : '5');
        return JSON.stringify({
          files: [{ path: 'test/cart.test.js', content, purpose: 'tests' }],
        });
      },
    });
    const { code, stdout } = await run([...argv, '--jsonl']);
    expect(code).toBe(ExitCode.ok);
    const events = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'verdict',
        modelName: 'haiku',
        verdict: 'reject',
        next: 'sonnet',
      }),
    );
    expect(events.at(-1)).toMatchObject({ type: 'result', modelName: 'sonnet' });
  });

  it.each([
    ['--model haiku', ['--model', 'haiku'], config],
    ['escalation off', [], config.replace('  escalation: { enabled: true }\n', '')],
  ])('asks one model once with %s', async (_, more, text) => {
    const staged = await stage(
      text,
      answering({ haiku: nodeTest('5'), sonnet: nodeTest('5') }, 'a.test.js'),
    );
    staged.p.write('src/cart.js', cart);
    const { code, stdout } = await staged.run([...argv, ...more, '--json']);
    expect(code).toBe(ExitCode.ok);
    expect(JSON.parse(stdout)).toMatchObject({ escalation: null });
    expect(staged.simulator.log()).toHaveLength(1);
  });

  it('asks one model once where no code is given that tests could be judged by', async () => {
    const { p, simulator, run } = await set(
      answering({ haiku: nodeTest('0'), sonnet: nodeTest('0') }, 'test/cart.test.js'),
    );
    p.write('notes.md', 'Free from 50 on.');
    const { code, stderr } = await run([...argv.slice(0, 3), '--input', 'notes.md']);
    expect(stderr).toContain('No code was given with --input: nobody can judge its tests');
    expect(code).toBe(ExitCode.ok);
    expect(simulator.log().map(({ model }) => model)).toEqual(['claude-sonnet-5']);
  });

  it('remembers what became of tasks, and skips the cheap model once it does not pay', async () => {
    const { p, simulator, run } = await stage(config, {
      answer: ({ model }) =>
        model.startsWith('claude-haiku')
          ? 'No.'
          : '{"verdict": "pass", "summary": "Fine.", "findings": []}',
    });
    const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'create' });
    onTestFinished(async () => store.close());
    const argvOfGate = ['Is it ready?', '--type', 'quality-gate'];
    expect((await run(argvOfGate)).stderr).toContain(
      'haiku is on trial: 0 tasks like this started',
    );
    const [seen] = await store.outcomes.latest(10);
    expect(seen).toMatchObject({
      agentType: 'quality-gate',
      attempts: [
        { model: 'haiku', accepted: 0 },
        { model: 'sonnet', accepted: 1 },
      ],
    });
    for (let more = 0; more < 60; more += 1) {
      if (seen !== undefined) await store.outcomes.add({ ...seen, id: String(more) });
    }
    const calls = simulator.log().length;
    expect((await run(argvOfGate)).stderr).toContain(
      'sonnet at once: no cheaper model pays and holds the quality',
    );
    expect(simulator.log()).toHaveLength(calls + 1);
  });

  it('does not ask twice for prose, which nobody can judge', async () => {
    const { simulator, run } = await stage(config, { answer: () => 'Done.' });
    expect(await run(['List the files.'])).toMatchObject({ code: ExitCode.ok, stdout: 'Done.\n' });
    expect(simulator.log()).toHaveLength(1);
  });

  it('checks a report against its schema', async () => {
    const report = { verdict: 'pass', summary: 'Fine.', findings: [] };
    const { simulator, run } = await stage(config, {
      answer: ({ model }) =>
        model.startsWith('claude-haiku') ? 'All is fine.' : JSON.stringify(report),
    });
    const { code, stderr } = await run(['Is it ready?', '--type', 'quality-gate']);
    expect(stderr).toContain('haiku: there is no JSON object in it → sonnet');
    expect(code).toBe(ExitCode.ok);
    expect(simulator.log()).toHaveLength(2);
  });

  it.each([
    ['accepts', 'process.exit(0)', 1, 'haiku: accepted: node ended with 0'],
    [
      'rejects',
      "console.log('too short'); process.exit(3)",
      2,
      'haiku: node ended with 3: too short → sonnet',
    ],
    [
      'takes too long',
      'setInterval(() => {}, 1000)',
      2,
      'haiku: cannot tell: node took more than 700 ms → sonnet',
    ],
    ['sees no key', 'process.exit(process.env.ANTHROPIC_API_KEY ? 3 : 0)', 1, 'haiku: accepted'],
  ])('goes by a command that %s', async (_, script, calls, line) => {
    const verifier = `{ command: [node, check.cjs], timeoutMs: 700 }`;
    const text = config.replace(
      'enabled: true }\n  models',
      `enabled: true, verifier: ${verifier} }\n  models`,
    );
    const { p, simulator, run } = await stage(text, { answer: () => 'Done.' });
    p.write('check.cjs', script);
    expect((await run(['List the files.'])).stderr).toContain(line);
    expect(simulator.log()).toHaveLength(calls);
  });
});
