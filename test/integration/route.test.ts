import { describe, expect, it } from 'vitest';
import { project } from '../helpers/project.ts';
import { inProcess, type RunOptions } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const fleet = `fleet: { id: f }
agents:
  - { type: careful, count: 1, config: { model: large } }
features: { multiModelRouter: true }
routing:
  enabled: true
  defaultModel: middle
  models:
    - { name: small, provider: p, model: s-1, capabilities: { maxTokens: 20000, costPer1kTokens: { input: 0.001, output: 0.005 } }, complexityRange: { min: 0, max: 0.4 } }
    - { name: middle, provider: p, model: m-1, capabilities: { maxTokens: 200000, costPer1kTokens: { input: 0.003, output: 0.015 } }, complexityRange: { min: 0.3, max: 0.8 } }
    - { name: large, provider: p, model: l-1, capabilities: { maxTokens: 200000 }, complexityRange: { min: 0.7, max: 1 } }
`;
const files = { 'config/fleet.yaml': fleet, 'queue.ts': 'if (!taken) { await take(); }' };

const run = async (
  argv: readonly string[],
  options: RunOptions = {},
): ReturnType<typeof inProcess> =>
  inProcess(['route', ...argv], { cwd: project(files).dir, ...options });

const json = async (argv: readonly string[], options: RunOptions = {}): Promise<unknown> => {
  const { stdout } = await run([...argv, '--json'], options);
  return expectJson(stdout, 'route');
};

describe('route', () => {
  it('explains a decision', async () => {
    const { code, stdout, stderr } = await run(['Rename the variable tmp, nothing else.']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^small {2}score 0\.\d\d is in 0 to 0\.4: small \[complexity-range\]\n/);
    expect(stdout).toMatch(
      /score {6}\[#* *\] 0\.\d\d {2}haiku \(haiku to 0\.4, sonnet to 0\.8, opus above\)\n/,
    );
    expect(stdout).toMatch(/easier -\d\.\d\d.* small edit: Rename\n/);
    expect(stdout).toContain('* small    $0.020491  its range 0 to 0.4 holds the score\n');
    expect(stdout).toContain('  middle   $0.061473  its range is 0.3 to 0.8\n');
    expect(stdout).toContain('  large            ?  its range is 0.7 to 1\n');
    expect(stdout).toContain('Fallbacks: middle, large. Settings ');
  });

  it('prints JSON of its schema, with null for an unknown price', async () => {
    expect(await json(['Rename it'])).toMatchObject({
      model: 'small',
      modelId: 's-1',
      strategy: 'complexity-range',
      candidates: [
        { name: 'small', accepted: true, estimate: { usd: '0.020483' } },
        { name: 'middle' },
        { name: 'large', estimate: null },
      ],
      models: 'configuration',
      enabled: true,
    });
  });

  it.each<[string, readonly string[], string | undefined]>([
    ['standard input', [], 'Rename it'],
    ['standard input by its name', ['-'], 'Rename it'],
    ['standard input as a file', ['--file', '-'], 'Rename it'],
    ['a JSON task', [], '{"id": "1", "type": "t", "payload": {"description": "Rename it"}}'],
  ])('reads the task from %s', async (_, argv, stdin = '') => {
    expect(await json(argv, { stdin })).toMatchObject({ model: 'small' });
  });

  it('reads what comes with the task', async () => {
    const task = 'Can two workers take the same job?';
    const given = { complexity: { signals: expect.anything(), tokens: 18 } };
    expect(await json([task, '--data', 'queue.ts'])).toMatchObject(given);
    const stdin = 'if (!taken) { await take(); }';
    expect(await json([task, '--data', '-'], { stdin })).toMatchObject(given);
  });

  it('follows an agent type, and a pinned model over it', async () => {
    const argv = ['Rename it', '--agent-type', 'careful', '--type', 'x'];
    expect(await json(argv)).toMatchObject({ model: 'large', strategy: 'agent-override' });
    expect(await json([...argv, '--model', 'm-1'])).toMatchObject({
      model: 'middle',
      strategy: 'pinned-model',
    });
  });

  it('uses the current models of the catalogue where none are configured, and says so', async () => {
    const { code, stdout, stderr } = await run(['Rename it'], {
      cwd: project({}).dir,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^claude-haiku-\S+ .*\(the router is off: aqe run uses the default model\)/,
    );
    expect(stderr).toContain('these are the current ones of the catalogue');
  });

  it.each<[string, readonly string[], string, RunOptions]>([
    ['no words', ['   '], 'USAGE', {}],
    ['a task twice', ['x', '--file', 'queue.ts'], 'USAGE', {}],
    ['a file that is not there', ['--file', 'none.md'], 'FILE_NOT_FOUND', {}],
    ['a model that nobody knows', ['x', '--model', 'nobody'], 'USAGE', {}],
    ['a task that is no text', [], 'FILE_NOT_TEXT', { stdin: Uint8Array.from([255]) }],
  ])('refuses %s', async (_, argv, error, options) => {
    const { code, stderr } = await run(argv, options);
    expect(code).toBe(2);
    expect(stderr).toContain(`[${error}]`);
  });
});

const labelled = [
  { description: 'Rename the variable tmp to total.', tier: 'simple' },
  {
    description: 'Prove that two workers never both hold the lease after a crash.',
    tier: 'complex',
  },
  { description: 'Rename it back.', tier: 'complex' },
];
const tried = [
  {
    description: 'Rename it',
    outcomes: { s: { solved: 1, costUsd: 0.001 }, l: { solved: 1, costUsd: 0.01 } },
  },
  {
    description: 'Prove that two workers never both hold the lease after a crash.',
    outcomes: { s: { solved: 0, costUsd: 0.001 }, l: { solved: 1, costUsd: 0.01 } },
  },
];
const lines = (rows: readonly unknown[]): string =>
  rows.map((row) => JSON.stringify(row)).join('\n');
const sets = {
  'labels.jsonl': lines(labelled),
  'outcomes.jsonl': lines(tried),
  'earlier.jsonl': lines([{ ...tried[0], description: 'Rename that' }, ...tried.slice(0, 1)]),
  'routellm.jsonl': lines([{ prompt: 'a', weak: [4, 5.5], strong: [9, 10] }]),
  'broken.jsonl': `${lines(labelled)}\n{"description": "x", "tier": "easy"}\n`,
};

const evaluate = async (...argv: readonly string[]): ReturnType<typeof inProcess> =>
  run(['eval', ...argv], { cwd: project(sets).dir });

describe('route eval', () => {
  it('judges labels', async () => {
    const { code, stdout } = await evaluate('labels.jsonl');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^3 tasks +exact +95 % interval\nrouter +66\.7 % +\d.* to 100\.0 %\n/);
    expect(stdout).toContain('\nsimple                               1       0        0\n');
    expect(stdout).not.toContain('were fitted to');
  });

  it('says when the weights were fitted to the tasks', async () => {
    const known = "Rename the describe block 'Cart' to 'ShoppingCart' in cart.spec.ts.";
    const stdin = lines([{ description: known, tier: 'simple' }]);
    const { stdout } = await run(['eval', '-'], { stdin });
    expect(stdout).toContain('The weights were fitted to 1 of these 1 tasks');
  });

  it('judges outcomes', async () => {
    const { code, stdout } = await evaluate('outcomes.jsonl');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 tasks, s \(cheap\) or l \(strong\)\n/);
    expect(stdout).toMatch(/prompt-only +2 +100\.0 % +\$0\.0110 +45\.0 %\n/);
    expect(stdout).toMatch(/router +0\.667 +50\.0 % +50\.0 % +55\.0 %/);
  });

  it('judges RouteLLM’s data as it is', async () => {
    const { stdout } = await evaluate('routellm.jsonl');
    expect(stdout).toMatch(/always-cheap +4\.8 +50\.0 % +100\.0 %\n/);
    expect(stdout).toContain('its calls: the data has no costs');
  });

  it.each([
    ['labels.jsonl', [], { kind: 'labels', n: 3, accuracy: 2 / 3 }],
    ['outcomes.jsonl', ['--weak', 's', '--strong', 'l'], { kind: 'outcomes', n: 2 }],
    ['routellm.jsonl', [], { kind: 'outcomes', policies: expect.any(Array) }],
  ])('prints JSON of its schema for %s', async (file, options, expected) => {
    const { stdout } = await evaluate(file, ...options, '--json');
    expect(expectJson(stdout, 'route-eval')).toMatchObject(expected);
  });

  it('learns from a history of other tasks, of outcomes only', async () => {
    const { stdout } = await evaluate('outcomes.jsonl', '--history', 'earlier.jsonl', '--json');
    expect(expectJson(stdout, 'route-eval')).toMatchObject({ learnedFrom: 1, tiers: ['s', 'l'] });
    const text = await evaluate('outcomes.jsonl', '--history', 'earlier.jsonl', '--tiers', 's,l');
    expect(text.stdout).toContain('learned from 1 other tasks before');
    expect(text.stdout).toMatch(/begins with s \d+\.\d %, l \d+\.\d %;/);
    const { code, stderr } = await evaluate('outcomes.jsonl', '--history', 'labels.jsonl');
    expect(code).toBe(2);
    expect(stderr).toContain('[DATA_INVALID]');
  });

  it.each([
    ['--verifier-false-accept', '1'],
    ['--verifier-false-reject', '0.9'],
    ['--tiers', 's'],
    ['--seed', '1.5'],
  ])('refuses %s %s', async (option, value) => {
    const { code, stdout } = await evaluate('outcomes.jsonl', option, value);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('names the line that is wrong', async () => {
    const { code, stdout, stderr } = await evaluate('broken.jsonl');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('broken.jsonl:4');
    expect(stderr).toContain('[DATA_INVALID]');
  });
});
