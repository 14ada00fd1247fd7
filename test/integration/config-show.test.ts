import { describe, expect, it } from 'vitest';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const fleet = `fleet:
  id: shop # ours
  maxAgents: 20
agents:
  - type: test-executor
    count: 3
security:
  apiKey: topsecret-1
testing: {}
`;

describe('aqe config show', () => {
  it('prints what the fleet runs with', async () => {
    const { dir } = project({ 'config/fleet.yaml': fleet });
    const { code, stdout, stderr } = await inProcess(['config', 'show'], { cwd: dir });
    expect(stdout).toMatch(/^fleet\.id +"shop"\n/);
    expect(stdout).toMatch(/^fleet\.maxAgents +20$/m);
    expect(stdout).toMatch(/^security\.apiKey +"\(set, hidden\)"$/m);
    expect(stdout).toContain('# not read: testing\n');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('says where values come from with --origin', async () => {
    const { dir } = project({ 'config/fleet.yaml': fleet });
    const env = { FEATURE_STREAMING: 'true', MAX_AGENTS: '4' };
    const { stdout } = await inProcess(['config', 'show', '--origin'], { cwd: dir, env });
    expect(stdout).toMatch(/^fleet\.id +"shop" +# file config\/fleet\.yaml:2:7$/m);
    expect(stdout).toMatch(/^fleet\.maxAgents +20 +# file .*; MAX_AGENTS is set too/m);
    expect(stdout).toMatch(/^features\.streaming +true +# environment FEATURE_STREAMING$/m);
    expect(stdout).toMatch(/^rollout\.percent +100 +# default$/m);
  });

  it('reads .env in the working directory; the environment wins over it', async () => {
    const { dir } = project({
      'config/fleet.yaml': fleet,
      '.env':
        '\uFEFFDB_PORT=6000\r\nexport DB_NAME="shop" # ours\r\nno assignment\r\nDB_USER=me\r\nLOG_LEVEL=warn\r\n',
    });
    const env = { LOG_LEVEL: 'debug' };
    const { stdout, stderr } = await inProcess(['config', 'show', '--origin'], { cwd: dir, env });
    expect(stdout).toMatch(/^database\.port +6000 +# environment DB_PORT \(\.env\)$/m);
    expect(stdout).toMatch(/^database\.database +"shop" +# environment DB_NAME \(\.env\)$/m);
    expect(stdout).toMatch(/^database\.username +"me" +# environment DB_USER \(\.env\)$/m);
    expect(stdout).toMatch(/^logging\.level +"debug" +# environment LOG_LEVEL$/m);
    expect(stderr).toBe('');
  });

  it('says when .env cannot be read', async () => {
    const { dir } = project({ '.env/file': '' });
    const { code, stderr } = await inProcess(['config', 'show', '--quiet'], { cwd: dir });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '.env is not used: .env is a folder\n' });
  });

  it('names the place of a malformed variable in .env', async () => {
    const { dir } = project({ '.env': 'MAX_AGENTS=many\n' });
    const { code, stderr } = await inProcess(['config', 'show'], { cwd: dir });
    expect(stderr).toContain(
      'MAX_AGENTS (.env) must be a number, above 0, not "many" [ENV_INVALID]',
    );
    expect(code).toBe(2);
  });

  it('prints one JSON value of its schema, without secrets', async () => {
    const { dir } = project({ 'config/fleet.yaml': fleet });
    const env = { ANTHROPIC_API_KEY: 'topsecret-2', DB_PASSWORD: 'topsecret-3' };
    const { code, stdout } = await inProcess(['config', 'show', '--json'], { cwd: dir, env });
    expect(expectJson(stdout, 'config-show')).toMatchObject({
      file: 'config/fleet.yaml',
      version: '1.0.4',
      values: expect.arrayContaining([
        { path: 'fleet.id', value: 'shop', origin: 'file', detail: 'config/fleet.yaml:2:7' },
        {
          path: 'database.password',
          value: '(set, hidden)',
          origin: 'environment',
          detail: 'DB_PASSWORD',
        },
      ]),
      ignored: ['testing'],
    });
    expect(stdout).not.toContain('topsecret');
    expect(code).toBe(0);
  });

  it('shows defaults and environment where the default file is absent, and says so', async () => {
    const { code, stdout, stderr } = await inProcess(['config', 'show', '--json'], {
      cwd: project().dir,
      env: { ROUTING_ENABLED: 'true' },
    });
    expect(expectJson(stdout, 'config-show')).toMatchObject({
      file: null,
      version: null,
      values: expect.arrayContaining([
        { path: 'routing.enabled', value: true, origin: 'environment', detail: 'ROUTING_ENABLED' },
      ]),
    });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'config/fleet.yaml does not exist: these are the defaults and the environment.\n',
    });
  });

  it('takes $CONFIG_FILE, and an argument before it', async () => {
    const { dir } = project({
      'a.json': '{"fleet": {"id": "a"}}',
      'b.yaml': 'rollout: {percent: 1}',
    });
    const env = { CONFIG_FILE: 'b.yaml' };
    const fromEnv = await inProcess(['config', 'show', '--json'], { cwd: dir, env });
    expect(expectJson(fromEnv.stdout, 'config-show')).toMatchObject({
      file: 'b.yaml',
      version: '1.0.5',
    });
    const named = await inProcess(['config', 'show', 'a.json', '--json'], { cwd: dir, env });
    expect(expectJson(named.stdout, 'config-show')).toMatchObject({ file: 'a.json' });
  });

  it.each([
    ['a named file that is absent', ['none.yaml'], {}, 'FILE_NOT_FOUND'],
    ['a file in the variable that is absent', [], { CONFIG_FILE: 'none.yaml' }, 'FILE_NOT_FOUND'],
    ['a file that is damaged', ['bad.yaml'], {}, 'CONFIG_SYNTAX'],
    ['a malformed variable', [], { STREAMING_TIMEOUT_MS: '30s' }, 'ENV_INVALID'],
  ])('ends with 2 for %s', async (_name, argv, env, error) => {
    const { dir } = project({ 'bad.yaml': 'fleet: [' });
    const { code, stdout, stderr } = await inProcess(['config', 'show', ...argv], {
      cwd: dir,
      env,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`[${error}]`);
  });
});
