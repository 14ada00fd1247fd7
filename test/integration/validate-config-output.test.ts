import { describe, expect, it } from 'vitest';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

describe('aqe validate-config', () => {
  it('prints the first thousand findings of a file, counts all, and has all of them as JSON', async () => {
    const keys = Array.from({ length: 1200 }, (_, index) => `  k${index}: \${X}\n`);
    const { dir } = project({ 'fleet.yaml': `fleet:\n${keys.join('')}` });
    const { stdout } = await inProcess(['validate-config', 'fleet.yaml'], { cwd: dir });
    expect(stdout.match(/\[unexpanded-variable\]/g)).toHaveLength(1000);
    expect(stdout).toContain('… and 200 findings more; `--format json` has them all.\n');
    expect(stdout).toContain('0 errors, 1200 warnings, 0 info in 1 file\n');
    const json = await inProcess(['validate-config', 'fleet.yaml', '--json'], { cwd: dir });
    expect(expectJson(json.stdout, 'validate-config')).toMatchObject({ warnings: 1200 });
  });

  it('names a file as it was given', async () => {
    const { dir } = project({});
    const { code, stderr } = await inProcess(['validate-config', 'absent.yaml'], { cwd: dir });
    expect(stderr).toMatch(/^absent\.yaml does not exist/);
    expect(code).toBe(2);
  });

  it('takes an empty $CONFIG_FILE for none', async () => {
    const { dir } = project({ 'config/fleet.yaml': 'fleet: { id: a }\n' });
    const { code, stdout } = await inProcess(['validate-config'], {
      cwd: dir,
      env: { CONFIG_FILE: '' },
    });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '✓ config/fleet.yaml (1.0.4): nothing to report\n',
    });
  });

  it('leaves prices alone that several models share, and says so by not offering --fix', async () => {
    const text = `own: &cost { input: 3.00, output: 15.00 }
routing:
  models:
    - { name: a, provider: b, model: claude-sonnet-4-5-20250929, capabilities: { costPer1kTokens: *cost } }
    - { name: c, provider: b, model: claude-sonnet-4-5-20250929, capabilities: { costPer1kTokens: *cost } }
`;
    const folder = project({ 'fleet.yaml': text });
    const { code, stdout } = await inProcess(['validate-config', '--fix', 'fleet.yaml'], {
      cwd: folder.dir,
    });
    expect(stdout).toContain('Write 0.003.\n');
    expect(stdout).not.toContain('`--fix`');
    expect(folder.read('fleet.yaml')).toBe(text);
    expect(code).toBe(0);
  });

  it('is content with a migrated file, also when its model is not listed', async () => {
    const { dir } = project({ 'config/fleet.yaml': 'fleet: { id: a }\nai: { model: my-model }\n' });
    await inProcess(['migrate-config'], { cwd: dir });
    const { code, stdout } = await inProcess(['validate-config', 'config/fleet.v1.0.5.yaml'], {
      cwd: dir,
    });
    expect(stdout).toContain('warning  routing.defaultModel is "my-model", which');
    expect(code).toBe(0);
  });
});
