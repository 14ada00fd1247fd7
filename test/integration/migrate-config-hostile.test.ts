import { linkSync, rmSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fleet, fleetWithAi as withAi } from '../helpers/fleet-files.ts';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';

const run = async (cwd: string, ...argv: readonly string[]) =>
  inProcess(['migrate-config', ...argv], { cwd });

describe('aqe migrate-config on what makes no sense', () => {
  it.each([
    [['a.yaml', 'a.yaml']],
    [['a.yaml', './a.yaml', '--force']],
    [['a.yaml', 'hard.yaml', '--force']],
    [['a.yaml', 'soft.yaml', '--force']],
    [['a.yaml', 'out.json']],
    [['']],
    [['a.yaml', '']],
    [['--check', '--undo', 'a.yaml']],
    [['--undo', '-']],
    [['--undo', 'a.yaml', '-']],
  ])('refuses %j and touches nothing', async (argv) => {
    const p = project({ 'a.yaml': fleet });
    linkSync(p.path('a.yaml'), p.path('hard.yaml'));
    symlinkSync('a.yaml', p.path('soft.yaml'));
    const { code, stdout, stderr } = await run(p.dir, ...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/\[USAGE\]\n\S/);
    expect(p.read('a.yaml')).toBe(fleet);
    expect(p.list()).toEqual(['a.yaml', 'hard.yaml', 'soft.yaml']);
  });

  it('shows the difference and exits 1 with --dry-run --check', async () => {
    const p = project({ 'a.yaml': fleet });
    const { code, stdout } = await run(p.dir, '--dry-run', '--check', 'a.yaml');
    expect({ code, diff: stdout.includes('+routing:\n') }).toEqual({ code: 1, diff: true });
    expect(p.list()).toEqual(['a.yaml']);
  });
});

function model(costs: string): string {
  return `    - {model: claude-opus-4-20250514, capabilities: {costPer1kTokens: ${costs}}}\n`;
}

describe('aqe migrate-config on unusual files', () => {
  it('corrects prices that several models share through an alias', async () => {
    const models = `routing:\n  models:\n${model('&p {input: 15.00, output: 75.00}')}${model('*p')}`;
    const p = project({ 'a.yaml': models });
    expect((await run(p.dir, '--in-place', 'a.yaml')).code).toBe(0);
    expect(p.read('a.yaml')).toContain(model('&p {input: 0.015, output: 0.075}') + model('*p'));
  });

  it('refuses to correct a price that stands for something else, too', async () => {
    const text =
      'routing:\n  models:\n    - model: claude-opus-4-20250514\n      capabilities: {costPer1kTokens: *p}\n';
    const p = project({ 'a.yaml': `other: &p {input: 15.00}\n${text}` });
    expect(await run(p.dir, '--in-place', 'a.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('MIGRATION_REFUSED'),
    });
  });

  it.each([
    ['of several lines', '|\n    one\n    two\n', '"one\\ntwo\\n"'],
    ['of a thousand characters', `${'word '.repeat(200)}end\n`, `${'word '.repeat(200)}end`],
  ])('moves a model name %s', async (_, written, expected) => {
    const p = project({ 'a.yaml': `fleet: {id: x}\nai:\n  model: ${written}` });
    expect((await run(p.dir, '--in-place', 'a.yaml')).code).toBe(0);
    expect(p.read('a.yaml')).toContain(`  defaultModel: ${expected}\n`);
  });

  it('does not take a line separator in a comment for the end of a line', async () => {
    const text = 'fleet: {id: x}\n# a\u2028...\n';
    const p = project({ 'a.yaml': text });
    await run(p.dir, '--in-place', 'a.yaml');
    expect(p.read('a.yaml').startsWith(text)).toBe(true);
  });

  it('does not print a key that reads as an alias', async () => {
    const p = project({ 'a.yaml': 'ai:\n  apiKey: *sk-ant-12345678\n' });
    const { code, stdout, stderr } = await run(p.dir, 'a.yaml');
    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain('12345678');
  });
});

describe('aqe migrate-config --undo on unusual files', () => {
  it.each([
    ['a.json', '{"fleet": {"id": "x"}, "ai": {"model": "m"}}\n'],
    ['a.json', '{\n  "ai": {"model": "m"},\n  "fleet": {"id": "x"}\n}\n'],
    ['a.yaml', '{fleet: {id: x}, ai: {model: m}, }\n'],
  ])('refuses without a backup when %s lost its ai block: %j', async (name, text) => {
    const p = project({ [name]: text });
    await run(p.dir, '--in-place', name);
    const migrated = p.read(name);
    rmSync(p.path(`${name}.backup.v1.0.4`));
    expect(await run(p.dir, '--undo', name)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('UNDO_REFUSED'),
    });
    expect(p.read(name)).toBe(migrated);
  });

  it('restores flow files without a backup when there was none', async () => {
    const text = '{"fleet": {"id": "x"}}\n';
    const p = project({ 'a.json': text });
    await run(p.dir, '--in-place', 'a.json');
    rmSync(p.path('a.json.backup.v1.0.4'));
    expect((await run(p.dir, '--undo', 'a.json')).code).toBe(0);
    expect(p.read('a.json')).toBe(text);
  });

  it('keeps an edit two lines above the added part', async () => {
    const text = 'fleet:\n  id: x\n  maxAgents: 5\n  name: f\n';
    const p = project({ 'a.yaml': text });
    await run(p.dir, '--in-place', 'a.yaml');
    p.write('a.yaml', p.read('a.yaml').replace('maxAgents: 5', 'maxAgents: 6'));
    expect((await run(p.dir, '--undo', 'a.yaml')).code).toBe(0);
    expect(p.read('a.yaml')).toBe(text.replace('maxAgents: 5', 'maxAgents: 6'));
  });

  it('brings back a byte order mark that an editor dropped', async () => {
    const p = project({ 'a.yaml': `\uFEFF${withAi}` });
    await run(p.dir, '--in-place', 'a.yaml');
    p.write('a.yaml', p.read('a.yaml').slice(1));
    expect((await run(p.dir, '--undo', 'a.yaml')).code).toBe(0);
    expect(p.read('a.yaml')).toBe(`\uFEFF${withAi}`);
  });
});
