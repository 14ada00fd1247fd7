import { describe, expect, it } from 'vitest';
import { project } from '../helpers/project.ts';
import { inProcess, type Outcome } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const former = `# models of our fleet
agents:
  - { type: quality-analyzer, config: { model: claude-opus-4-20250514 } }
routing:
  defaultModel: "claude-sonnet-4-20250514" # by its id
  models:
    - name: claude-haiku-4
      model: 'claude-haiku-4-20250110'   # as in the documents
      capabilities:
        costPer1kTokens: { input: 0.80, output: 4.00, cacheRead: 0.00008 }
    - name: mine
      model: claude-3-haiku-20240307
      baseUrl: http://127.0.0.1:4000
      capabilities: { costPer1kTokens: { input: 1, output: 1 } }
    - name: newest
      model: claude-haiku-5-5
      capabilities: { costPer1kTokens: { input: 0.002, output: 0.01 } }
`;

const fresh = `# models of our fleet
agents:
  - { type: quality-analyzer, config: { model: claude-opus-5-5 } }
routing:
  defaultModel: "claude-sonnet-5" # by its id
  models:
    - name: claude-haiku-4
      model: 'claude-haiku-4-5-20251001'   # as in the documents
      capabilities:
        costPer1kTokens: { input: 0.001, output: 0.005, cacheRead: 0.0001 }
    - name: mine
      model: claude-3-haiku-20240307
      baseUrl: http://127.0.0.1:4000
      capabilities: { costPer1kTokens: { input: 1, output: 1 } }
    - name: newest
      model: claude-haiku-5-5
      capabilities: { costPer1kTokens: { input: 0.002, output: 0.01 } }
`;

const refresh = async (cwd: string, ...argv: string[]): Promise<Outcome> =>
  inProcess(['models', 'refresh', ...argv], { cwd });

describe('aqe models refresh', () => {
  it('rewrites ids and prices, keeps all other bytes, and says what it did', async () => {
    const p = project({ 'config/fleet.yaml': former });
    const { code, stdout, stderr } = await refresh(p.dir);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(p.read('config/fleet.yaml')).toBe(fresh);
    expect(p.read('config/fleet.yaml.backup.models')).toBe(former);
    expect(stdout).toMatchInlineSnapshot(`
      "  + ids       routing.models[0].model: claude-haiku-4-20250110 never existed; now claude-haiku-4-5-20251001 (8:14)
        + ids       routing.defaultModel: claude-sonnet-4-20250514 was retired on 2026-06-15; now claude-sonnet-5 (5:17)
        + ids       agents[0].config.model: claude-opus-4-20250514 was retired on 2026-06-15; now claude-opus-5-5 (3:48)
        + prices    routing.models[0].capabilities.costPer1kTokens.input: 0.8 is now 0.001, the price of claude-haiku-4-5-20251001 as of 2026-11-23 (10:35)
        + prices    routing.models[0].capabilities.costPer1kTokens.output: 4 is now 0.005, the price of claude-haiku-4-5-20251001 as of 2026-11-23 (10:49)
        + prices    routing.models[0].capabilities.costPer1kTokens.cacheRead: 0.00008 is now 0.0001, the price of claude-haiku-4-5-20251001 as of 2026-11-23 (10:66)
        = prices    routing.models[1].capabilities.costPer1kTokens stays: the model has a baseUrl of its own (14:40)
        ! prices    routing.models[2].capabilities.costPer1kTokens stays: no price of claude-haiku-5-5 is known; look whether it is right (17:40)
      Refreshed config/fleet.yaml with the models of 2026-11-23. The former file is config/fleet.yaml.backup.models.
      Next: aqe validate-config config/fleet.yaml
      "
    `);
  });

  it('changes nothing the second time, and keeps each former file', async () => {
    const p = project({ 'a.yaml': former });
    await refresh(p.dir, 'a.yaml');
    const again = await refresh(p.dir, 'a.yaml', '--json');
    expect(expectJson(again.stdout, 'models-refresh')).toMatchObject({
      status: 'up-to-date',
      changed: false,
    });
    expect(p.list()).toEqual(['a.yaml', 'a.yaml.backup.models']);
    p.write('a.yaml', former.replace('our fleet', 'another fleet'));
    const other = await refresh(p.dir, 'a.yaml', '--json');
    expect(expectJson(other.stdout, 'models-refresh')).toMatchObject({
      status: 'refreshed',
      backup: 'a.yaml.backup.models.2',
    });
    p.write('a.yaml', former);
    const { stdout } = await refresh(p.dir, 'a.yaml', '--json');
    expect(expectJson(stdout, 'models-refresh')).toMatchObject({ backup: 'a.yaml.backup.models' });
  });

  it('only looks with --check and --dry-run', async () => {
    const p = project({ 'a.yaml': former, 'b.yaml': fresh });
    const [check, fine, dry, json] = [
      await refresh(p.dir, 'a.yaml', '--check'),
      await refresh(p.dir, 'b.yaml', '--check'),
      await refresh(p.dir, 'a.yaml', '--dry-run'),
      await refresh(p.dir, 'a.yaml', '--dry-run', '--json'),
    ];
    expect([check.code, fine.code, dry.code]).toEqual([1, 0, 0]);
    expect(check.stdout).toContain('a.yaml needs a refresh');
    expect(dry.stdout).toContain('\n+  defaultModel: "claude-sonnet-5" # by its id\n');
    expect(dry.stderr).toContain('Nothing was written (--dry-run).');
    expect(expectJson(json.stdout, 'models-refresh')).toMatchObject({
      status: 'preview',
      diff: dry.stdout,
    });
    expect([p.read('a.yaml'), p.list()]).toEqual([former, ['a.yaml', 'b.yaml']]);
  });

  it('leaves prices alone with --keep-prices', async () => {
    const p = project({ 'a.yaml': former });
    await refresh(p.dir, 'a.yaml', '--keep-prices');
    expect(p.read('a.yaml')).toBe(
      fresh.replace(
        'input: 0.001, output: 0.005, cacheRead: 0.0001',
        'input: 0.80, output: 4.00, cacheRead: 0.00008',
      ),
    );
  });

  it('keeps JSON, and what no catalogue knows', async () => {
    const models = [
      { name: 'a', model: 'claude-3-haiku-20240307' },
      { name: 'b', model: 'gpt-9', capabilities: { costPer1kTokens: { input: 1, output: 2 } } },
      'no model',
      { name: 'c' },
    ];
    const text = `${JSON.stringify({ routing: { defaultModel: 'a', models } }, undefined, 2)}\n`;
    const p = project({ 'fleet.json': text });
    const { stdout } = await refresh(p.dir, 'fleet.json');
    expect(p.read('fleet.json')).toBe(
      text.replace('claude-3-haiku-20240307', 'claude-haiku-4-5-20251001'),
    );
    expect(stdout).toContain('no price of gpt-9 is known');
  });

  it('refuses a change that would change another place too', async () => {
    const shared =
      'x: &id claude-3-haiku-20240307\nrouting:\n  models:\n    - { name: a, model: *id }\n';
    const p = project({ 'a.yaml': shared });
    const { code, stderr } = await refresh(p.dir, 'a.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('[MIGRATION_REFUSED]');
    expect([p.read('a.yaml'), p.list()]).toEqual([shared, ['a.yaml']]);
  });
});
