import { chmodSync, lstatSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fleet, fleetWithAi as withAi } from '../helpers/fleet-files.ts';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

describe('aqe migrate-config', () => {
  it('writes the new file beside the old one, and leaves the old one alone', async () => {
    const p = project({ 'config/fleet.yaml': fleet });
    const { code, stdout, stderr } = await inProcess(['migrate-config'], { cwd: p.dir });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Next: aqe validate-config config/fleet.v1.0.5.yaml');
    expect(p.list()).toEqual(['config/fleet.v1.0.5.yaml', 'config/fleet.yaml']);
    expect(p.read('config/fleet.yaml')).toBe(fleet);
    expect(p.read('config/fleet.v1.0.5.yaml').startsWith(`${fleet}\n\n# Feature flags`)).toBe(true);
  });

  it('adds routing, three tiers, off, with prices per 1,000 tokens', async () => {
    const p = project({ 'a.yaml': fleet });
    await inProcess(['migrate-config', 'a.yaml', 'b.yaml'], { cwd: p.dir });
    expect(parse(p.read('b.yaml'))).toMatchObject({
      features: { multiModelRouter: false, streaming: false },
      routing: {
        enabled: false,
        defaultModel: 'claude-sonnet-4.5',
        models: [
          {
            name: 'claude-opus-4',
            capabilities: { costPer1kTokens: { input: 0.015, output: 0.075 } },
          },
          {
            name: 'claude-sonnet-4.5',
            capabilities: { costPer1kTokens: { input: 0.003, output: 0.015 } },
          },
          {
            name: 'claude-haiku-4',
            capabilities: { costPer1kTokens: { input: 0.0008, output: 0.004 } },
          },
        ],
        costTracking: { enabled: false },
      },
      streaming: { enabled: false },
    });
  });

  it('says nothing to do the second time, in every way of running it', async () => {
    const p = project({ 'a.yaml': fleet });
    const run = async (...argv: string[]) => inProcess(['migrate-config', ...argv], { cwd: p.dir });
    await run('a.yaml', 'b.yaml');
    const before = p.read('b.yaml');
    const again = await run('a.yaml', 'b.yaml');
    const ofResult = await run('b.yaml', 'c.yaml');
    const check = await run('b.yaml', '--check');
    expect([again.code, ofResult.code, check.code]).toEqual([0, 0, 0]);
    expect(again.stdout).toContain('b.yaml is already 1.0.5');
    expect(ofResult.stdout).toContain('b.yaml is already 1.0.5; nothing was changed.');
    expect(p.list()).toEqual(['a.yaml', 'b.yaml']);
    expect(p.read('b.yaml')).toBe(before);
  });

  it('refuses to replace another file without --force', async () => {
    const p = project({ 'a.yaml': fleet, 'b.yaml': 'mine: 1\n' });
    const refused = await inProcess(['migrate-config', 'a.yaml', 'b.yaml'], { cwd: p.dir });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('FILE_EXISTS');
    expect(p.read('b.yaml')).toBe('mine: 1\n');
    const forced = await inProcess(['migrate-config', 'a.yaml', 'b.yaml', '--force'], {
      cwd: p.dir,
    });
    expect(forced.code).toBe(0);
    expect(p.read('b.yaml')).toContain('routing:');
  });

  it('checks without writing: 1 when the migration is needed', async () => {
    const p = project({ 'a.yaml': fleet });
    const { code, stdout } = await inProcess(['migrate-config', 'a.yaml', '--check'], {
      cwd: p.dir,
    });
    expect(code).toBe(1);
    expect(stdout).toContain('needs the migration');
    expect(p.list()).toEqual(['a.yaml']);
  });

  it('shows a diff without writing', async () => {
    const p = project({ 'a.yaml': fleet });
    const { code, stdout, stderr } = await inProcess(['migrate-config', 'a.yaml', '--dry-run'], {
      cwd: p.dir,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^--- a\.yaml\t?\n\+\+\+ a\.v1\.0\.5\.yaml\t?\n@@ /);
    expect(stdout).toContain('+routing:\n');
    expect(stderr).toContain('Nothing was written');
    expect(p.list()).toEqual(['a.yaml']);
  });

  it('goes from standard input to standard output', async () => {
    const { code, stdout, stderr } = await inProcess(['migrate-config', '-'], { stdin: fleet });
    expect(code).toBe(0);
    expect(stdout.startsWith(fleet)).toBe(true);
    expect(stderr).toContain('everything new is off');
  });

  it('keeps JSON what it is', async () => {
    const p = project({ 'a.json': '{\n    "fleet": {"id": "x"}\n}\n' });
    await inProcess(['migrate-config', 'a.json', 'b.json'], { cwd: p.dir });
    expect(
      p
        .read('b.json')
        .startsWith(
          '{\n    "fleet": {"id": "x"},\n    "features": {\n        "multiModelRouter": false',
        ),
    ).toBe(true);
    expect(JSON.parse(p.read('b.json'))).toMatchObject({
      fleet: { id: 'x' },
      routing: { enabled: false },
    });
  });

  it('writes ids that answer today when asked to', async () => {
    const p = project({ 'a.yaml': fleet });
    const documented = await inProcess(['migrate-config', 'a.yaml', 'b.yaml'], { cwd: p.dir });
    const current = await inProcess(['migrate-config', 'a.yaml', 'c.yaml', '--models', 'current'], {
      cwd: p.dir,
    });
    expect(documented.stdout).toMatch(/claude-opus-4-20250514 was retired/);
    expect(documented.stdout).toMatch(/claude-sonnet-4-5-20250929 stops answering on 2026-11-30/);
    expect(documented.stdout).toMatch(/claude-haiku-4-20250110 never existed/);
    expect(current.stdout).not.toMatch(/retired|stops answering|never existed/);
    expect(p.read('c.yaml')).not.toContain('claude-opus-4-20250514');
  });

  it('reports as JSON that fits its schema', async () => {
    const p = project({ 'a.yaml': withAi });
    const { stdout, stderr } = await inProcess(['migrate-config', 'a.yaml', 'b.yaml', '--json'], {
      cwd: p.dir,
    });
    expect(stderr).toBe('');
    expect(expectJson(stdout, 'migrate-config')).toMatchObject({
      source: 'a.yaml',
      target: 'b.yaml',
      status: 'migrated',
      changed: true,
    });
  });
});

describe('aqe migrate-config with an ai block', () => {
  const secret = 'sk-ant-very-secret-0123456789';

  it('moves the model, and never writes or prints the key', async () => {
    const p = project({ 'a.yaml': withAi });
    const outputs = [
      await inProcess(['migrate-config', 'a.yaml', '--dry-run'], { cwd: p.dir }),
      await inProcess(['migrate-config', 'a.yaml', '--dry-run', '--json'], { cwd: p.dir }),
      await inProcess(['migrate-config', 'a.yaml', '-'], { cwd: p.dir }),
      await inProcess(['migrate-config', 'a.yaml', 'b.yaml', '--verbose'], { cwd: p.dir }),
    ];
    expect(outputs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(outputs.map(({ stdout, stderr }) => stdout + stderr).join('\n')).not.toContain(secret);
    expect(p.read('b.yaml')).not.toContain(secret);
    expect(outputs.at(-1)?.stdout).toContain('set ANTHROPIC_API_KEY');
    expect(parse(p.read('b.yaml'))).toMatchObject({ routing: { defaultModel: 'claude-opus-4' } });
    expect(parse(p.read('b.yaml'))).not.toHaveProperty('ai');
    expect(p.read('b.yaml')).toContain('# best');
  });

  it('keeps the key in the backup, and brings it back', async () => {
    const p = project({ 'a.yaml': withAi });
    await inProcess(['migrate-config', '--in-place', 'a.yaml'], { cwd: p.dir });
    expect(p.read('a.yaml.backup.v1.0.4')).toBe(withAi);
    const { code } = await inProcess(['migrate-config', '--undo', 'a.yaml'], { cwd: p.dir });
    expect(code).toBe(0);
    expect(p.read('a.yaml')).toBe(withAi);
  });

  it('refuses to undo without the backup, because the key would be lost', async () => {
    const p = project({ 'a.yaml': withAi });
    await inProcess(['migrate-config', 'a.yaml', 'b.yaml'], { cwd: p.dir });
    const before = p.read('b.yaml');
    const { code, stderr } = await inProcess(['migrate-config', '--undo', 'b.yaml'], {
      cwd: p.dir,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('UNDO_REFUSED');
    expect(p.read('b.yaml')).toBe(before);
  });
});

describe('aqe migrate-config --in-place', () => {
  it('keeps mode and symbolic link, and the bytes in a backup', async () => {
    const p = project({ 'real.yaml': fleet });
    chmodSync(p.path('real.yaml'), 0o600);
    symlinkSync('real.yaml', p.path('fleet.yaml'));
    const { code } = await inProcess(['migrate-config', '--in-place', 'fleet.yaml'], {
      cwd: p.dir,
    });
    expect(code).toBe(0);
    expect(lstatSync(p.path('fleet.yaml')).isSymbolicLink()).toBe(true);
    expect(statSync(p.path('real.yaml')).mode & 0o777).toBe(0o600);
    expect(statSync(p.path('fleet.yaml.backup.v1.0.4')).mode & 0o777).toBe(0o600);
    expect(p.read('real.yaml')).toContain('routing:');
    expect(p.read('fleet.yaml.backup.v1.0.4')).toBe(fleet);
  });

  it('never replaces another backup, nor touches the file then', async () => {
    const p = project({ 'a.yaml': fleet, 'a.yaml.backup.v1.0.4': 'older: 1\n' });
    const { code, stderr } = await inProcess(['migrate-config', '--in-place', 'a.yaml'], {
      cwd: p.dir,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('a.yaml.backup.v1.0.4 is already there');
    expect([p.read('a.yaml'), p.read('a.yaml.backup.v1.0.4')]).toEqual([fleet, 'older: 1\n']);
  });

  it('takes no target', async () => {
    const { code, stderr } = await inProcess(['migrate-config', '--in-place', 'a', 'b']);
    expect({ code, said: stderr.includes('USAGE') }).toEqual({ code: 2, said: true });
  });
});

describe('aqe migrate-config on what it cannot migrate', () => {
  it.each<[string, Readonly<Record<string, string | Buffer>>, string, string]>([
    ['a missing file', {}, 'a.yaml', 'FILE_NOT_FOUND'],
    ['an empty file', { 'a.yaml': '# nothing\n' }, 'a.yaml', 'CONFIG_EMPTY'],
    ['a list', { 'a.yaml': '- a\n' }, 'a.yaml', 'CONFIG_NOT_A_MAP'],
    ['two documents', { 'a.yaml': 'fleet: {}\n---\nfleet: {}\n' }, 'a.yaml', 'a.yaml:2:1: '],
    [
      'a key given twice',
      { 'a.yaml': 'fleet:\n  id: a\n  id: b\n' },
      'a.yaml',
      'a.yaml:3:3: the key "id" is already given in line 2 [CONFIG_DUPLICATE_KEY]',
    ],
    ['a tab', { 'a.yaml': 'fleet:\n\tid: a\n' }, 'a.yaml', 'a.yaml:2:1: '],
    ['a binary file', { 'a.yaml': Buffer.from([0, 1, 2]) }, 'a.yaml', 'FILE_NOT_TEXT'],
    [
      'features that are no map',
      { 'a.yaml': 'fleet: {}\nfeatures: all\n' },
      'a.yaml',
      'a.yaml:2:11: ',
    ],
    [
      'features that are an alias',
      { 'a.yaml': 'x: &f {a: true}\nfeatures: *f\n' },
      'a.yaml',
      'MIGRATION_REFUSED',
    ],
    [
      'an anchor that would go',
      { 'a.yaml': 'ai: {model: &m x}\nfleet: {id: *m}\n' },
      'a.yaml',
      'a.yaml:2:13: ',
    ],
    [
      'Rancher Fleet',
      { 'fleet.yaml': 'defaultNamespace: x\nhelm: {}\n' },
      'fleet.yaml',
      'CONFIG_FOREIGN',
    ],
    [
      'JSON with a comment',
      { 'a.json': '{"fleet": {} // x\n}' },
      'a.json',
      'a.json:1:14: not valid JSON: JSON has no comments',
    ],
  ])('says what is wrong with %s, and writes nothing', async (_, files, name, said) => {
    const p = project(files);
    const { code, stdout, stderr } = await inProcess(['migrate-config', name, 'out.yaml'], {
      cwd: p.dir,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(p.list()).toEqual(Object.keys(files));
  });

  it('says that a folder is a folder', async () => {
    const p = project();
    mkdirSync(p.path('config'));
    const { code, stderr } = await inProcess(['migrate-config', 'config'], { cwd: p.dir });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'config is a folder [FILE_UNREADABLE]\nName the file in it, for example config/fleet.yaml.',
    );
  });

  it('refuses 50 MB at once', async () => {
    const p = project({ 'a.yaml': Buffer.alloc(50_000_000, 'a') });
    const { code, stderr } = await inProcess(['migrate-config', 'a.yaml'], { cwd: p.dir });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'a.yaml:1:1: the file has 47.7 MiB; the limit is 32.0 MiB [FILE_TOO_LARGE]',
    );
  });

  it('names the keys of the published 1.0.5 one by one, and keeps them', async () => {
    const routing = 'routing:\n  enabled: true\n  enableFallback: true\n  costThreshold: 0.5\n';
    const p = project({ 'a.yaml': `fleet: {}\n${routing}multiModelRouter: {enabled: true}\n` });
    const { code, stdout } = await inProcess(['migrate-config', 'a.yaml', 'b.yaml'], {
      cwd: p.dir,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/routing\.enableFallback is a key of the published 1\.0\.5.*\(4:3\)/);
    expect(stdout).toMatch(/routing\.costThreshold.*\(5:3\)/);
    expect(stdout).toMatch(/multiModelRouter is a key of the published 1\.0\.5.*\(6:1\)/);
    expect(p.read('b.yaml')).toContain(routing);
  });
});

it('prints warnings and how it ended only, with --quiet', async () => {
  const p = project({ 'a.yaml': fleet });
  const { stdout, stderr } = await inProcess(['migrate-config', 'a.yaml', 'b.yaml', '-q'], {
    cwd: p.dir,
  });
  expect(stderr).toBe('');
  expect(stdout).not.toContain('  + ');
  expect(stdout).toContain('  ! routing');
  expect(stdout).toContain('Migrated a.yaml -> b.yaml');
});
