import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ExitCode } from '../../src/cli/exit-code.ts';
import { main } from '../../src/main.ts';
import { Screen } from '../helpers/screen.ts';
import { KEY, on, stage } from '../helpers/run-stage.ts';
import { compileStrictly, expectJson, readSchema } from '../helpers/schema.ts';

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
