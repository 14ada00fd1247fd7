import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { faultKinds, profileNames } from '../../src/core/simulation.ts';
import { main } from '../../src/main.ts';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson, readSchema } from '../helpers/schema.ts';
import { clientOf, post, question, simulated } from '../helpers/simulated.ts';

/** A run of `aqe simulate` that goes on until it is stopped. */
interface Running {
  readonly url: string;
  stop(): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
}

async function running(options: readonly string[], cwd = project().dir): Promise<Running> {
  const [stdout, stderr, controller] = [
    new PassThrough(),
    new PassThrough(),
    new AbortController(),
  ];
  const texts = Promise.all([text(stdout), text(stderr)]);
  const world = { stdout, stderr, env: {}, cwd, signal: controller.signal };
  const ended = main(['simulate', '--port', '0', ...options], world);
  const url = await new Promise<string>((resolve) => {
    stdout.on('data', (chunk: Buffer) => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString()) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  const stop = async () => {
    controller.abort();
    const code = await ended;
    stdout.end();
    stderr.end();
    const [out, err] = await texts;
    return { code, stdout: out, stderr: err };
  };
  onTestFinished(async () => void (await stop()));
  return { url, stop };
}

describe('aqe simulate', () => {
  it('says where it is, answers, tells of each call, and ends well when it is stopped', async () => {
    const run = await running(['--profile', 'instant']);
    const { content } = await clientOf(run).messages.create(question);
    expect(content[0]?.type).toBe('text');
    await post(run, { ...question, stream: true }, { headers: { 'x-aqe-fault': 'cut-mid-text' } });
    const models = await clientOf(run).models.list({ limit: 1000 });
    expect(models.data.map(({ id }) => id)).toContain('claude-haiku-4-5-20251001');
    const { code, stdout, stderr } = await run.stop();
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${run.url}\n` });
    expect(stderr).toContain(`export ANTHROPIC_BASE_URL=${run.url} ANTHROPIC_API_KEY=any`);
    expect(stderr).toMatch(
      /^#0 {2}claude-test-1 {2}plain {2}200 {2}finished {2}in 12 out \d+ {2}\d+ ms$/m,
    );
    expect(stderr).toMatch(
      /^#1 {2}claude-test-1 {2}stream {2}200 {2}failed \(cut-mid-text\) {2}in 12 out/m,
    );
    await expect(fetch(run.url)).rejects.toThrow('fetch failed');
  });

  it('prints JSON Lines that fit their schema with --jsonl', async () => {
    const run = await running(['--jsonl', '--profile', 'instant', '--seed', '-3']);
    await post(run, question);
    await post(run, 'nonsense');
    const { stdout } = await run.stop();
    const lines = stdout.trim().split('\n');
    expect(lines.map((line) => expectJson(line, 'simulate'))).toMatchObject([
      { type: 'listening', url: run.url, profile: 'instant', faultRate: 0, seed: -3 },
      { type: 'call', index: 0, model: question.model, status: 200, fault: null },
      { type: 'call', index: 1, model: null, status: 400, outcome: 'rejected' },
    ]);
  });

  it('prints one value that fits its schema with --json', async () => {
    const run = await running(['--json']);
    const { code, stdout } = await run.stop();
    expect(code).toBe(0);
    expect(expectJson(stdout, 'simulate')).toMatchObject({ type: 'listening', url: run.url });
  });

  it('fails as often, and in the ways, that it is told to', async () => {
    const faults = ['--fault-rate', '1', '--fault', 'overloaded', 'rate-limited'];
    const run = await running([...faults, '--profile', 'instant']);
    const statuses = new Set<number>();
    for (let call = 0; call < 20; call += 1) statuses.add((await post(run, question)).status);
    expect(statuses).toEqual(new Set([429, 529]));
  });

  it('lets in whoever has the key', async () => {
    const run = await running(['--key', 'right', '--profile', 'instant']);
    expect((await post(run, question)).status).toBe(401);
    expect((await post(run, question, { headers: { 'x-api-key': 'right' } })).status).toBe(200);
  });

  it('answers from a script', async () => {
    const { dir } = project({
      'answers.jsonl': `
{"match": "tests .*parser", "attempt": 1, "fault": "overloaded"}
{"match": "tests .*parser", "text": "Three.", "thinking": "Hm."}
{"system": "analyst", "model": "^claude-test", "text": "{}"}
{"toolUse": {"name": "look", "input": {"at": "all"}}}
`,
    });
    const run = await running(['--script', 'answers.jsonl', '--profile', 'instant'], dir);
    const contentFor = async (change: object): Promise<unknown> => {
      const { text: body } = await post(run, { ...question, ...change });
      return JSON.parse(body).content;
    };
    expect(await contentFor({})).toBeUndefined();
    expect(await contentFor({})).toMatchObject([
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'text', text: 'Three.' },
    ]);
    const messages = [{ role: 'user', content: 'Else' }];
    expect(await contentFor({ messages, system: 'an analyst' })).toEqual([
      { type: 'text', text: '{}' },
    ]);
    expect(await contentFor({ messages })).toMatchObject([
      { type: 'tool_use', name: 'look', input: { at: 'all' } },
    ]);
  });

  it.each([
    ['{"match": "["}', /Invalid regular expression/],
    ['{"txet": "a"}', /there is no key 'txet'; there are: match, system/],
    ['{"text": 1}', /'text' is no string/],
    ['{"fault": "flood"}', /there is no fault "flood"; there are: rate-limited/],
    ['{"attempt": 0}', /'attempt' is no whole number from 1 on/],
    ['{"toolUse": {"name": "look"}}', /'toolUse' is no object with a name and an input/],
    ['[]', /the line is no JSON object/],
    ['{', /JSON/],
  ])('refuses the script %s and says which line', async (line, message) => {
    const { dir } = project({ 'answers.jsonl': `{"text": "a"}\n${line}\n` });
    const { code, stderr } = await inProcess(['simulate', '--script', 'answers.jsonl'], {
      cwd: dir,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('answers.jsonl:2:1');
    expect(stderr).toContain('SCRIPT_INVALID');
  });

  it.each([
    [['--port', '70000'], /from 0 to 65535/],
    [['--fault-rate', '1.5'], /from 0 to 1/],
    [['--fault-rate', ''], /from 0 to 1/],
    [['--seed', '1.5'], /whole number/],
    [['--profile', 'warp'], /Allowed choices are instant, fast, realistic, slow/],
    [['--fault', 'flood'], /Allowed choices are rate-limited/],
    [['--json', '--jsonl'], /--json or --jsonl, not both/],
    [['--script', 'nowhere.jsonl'], /nowhere\.jsonl does not exist/],
  ])('refuses %j', async (options, message) => {
    const { code, stderr } = await inProcess(['simulate', ...options], { cwd: project().dir });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
  });

  it('says when the port is in use', async () => {
    const { port } = await simulated();
    const { code, stderr } = await inProcess(['simulate', '--port', String(port)]);
    expect(code).toBe(2);
    expect(stderr).toContain(`port ${port} is in use [PORT_UNAVAILABLE]`);
    expect(stderr).toContain('--port 0');
  });
});

describe('docs/simulator.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/simulator.md'), 'utf8');

  it.each([...faultKinds, ...profileNames])('explains %s', (name) => {
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, 'm'));
  });

  it('and the schema know the same faults', () => {
    expect(readSchema('simulate')).toMatchObject({ $defs: { fault: { enum: [...faultKinds] } } });
  });
});
