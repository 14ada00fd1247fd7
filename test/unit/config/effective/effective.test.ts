import { describe, expect, it } from 'vitest';
import { effectiveConfig } from '../../../../src/config/effective/effective.ts';
import type { EffectiveInput } from '../../../../src/config/effective/layers.ts';
import type { EffectiveValue } from '../../../../src/config/effective/origin.ts';
import { readFleet } from '../../../../src/config/validate/read-fleet.ts';

async function effective(
  yaml: string | undefined,
  rest: Partial<EffectiveInput> = {},
): Promise<readonly EffectiveValue[]> {
  const document = yaml === undefined ? undefined : await readFleet(Buffer.from(yaml), 'f.yaml');
  return effectiveConfig({ document, env: {}, ...rest });
}

async function valueOf(
  path: string,
  yaml: string | undefined,
  rest: Partial<EffectiveInput> = {},
): Promise<EffectiveValue | undefined> {
  return (await effective(yaml, rest)).find((entry) => entry.path === path);
}

describe(effectiveConfig, () => {
  it('consists of defaults when nothing is said', async () => {
    const values = await effective(undefined);
    expect(new Set(values.map(({ origin }) => origin))).toEqual(new Set(['default']));
    expect(values).toContainEqual({ path: 'fleet.id', value: 'default-fleet', origin: 'default' });
    expect(values).toContainEqual({ path: 'database.username', value: null, origin: 'default' });
    expect(values.filter(({ path }) => path.startsWith('agents'))).toHaveLength(6);
  });

  it('names each path once', async () => {
    const values = await effective(
      'fleet: {id: a, x: {y: [1]}}\nlogging: {outputs: [{type: a}]}\n',
    );
    const paths = values.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
  });

  describe('in the sections of 1.0.4', () => {
    const env = { MAX_AGENTS: '4' };

    it('takes the file before the environment, and says so', async () => {
      expect(await valueOf('fleet.maxAgents', 'fleet:\n  maxAgents: 20\n', { env })).toEqual({
        path: 'fleet.maxAgents',
        value: 20,
        origin: 'file',
        detail: 'f.yaml:2:14',
        note: 'MAX_AGENTS is set too; in this section the file wins',
      });
    });

    it('takes the environment before the default', async () => {
      expect(await valueOf('fleet.maxAgents', 'fleet: {id: a}', { env })).toEqual({
        path: 'fleet.maxAgents',
        value: 4,
        origin: 'environment',
        detail: 'MAX_AGENTS',
      });
    });

    it('does not look at a variable that does not count', async () => {
      const bad = { env: { MAX_AGENTS: 'many' } };
      await expect(valueOf('fleet.maxAgents', 'fleet: {maxAgents: 1}', bad)).resolves.toBeDefined();
      await expect(valueOf('fleet.maxAgents', 'fleet: {id: a}', bad)).rejects.toThrow(
        expect.objectContaining({ code: 'ENV_INVALID' }),
      );
    });

    it('takes an empty variable for none', async () => {
      expect(
        await valueOf('fleet.maxAgents', undefined, { env: { MAX_AGENTS: '' } }),
      ).toMatchObject({
        value: 10,
        origin: 'default',
      });
    });

    it.each([
      ['a number as text', 'fleet: {maxAgents: "12"}', 'fleet.maxAgents', '12'],
      ['nothing', 'fleet: {name: }', 'fleet.name', null],
      ['an unknown key', 'fleet: {topology: mesh}', 'fleet.topology', 'mesh'],
      ['an unknown map', 'api: {tls: {cert: a.pem}}', 'api.tls.cert', 'a.pem'],
      ['a list of texts', 'logging: {outputs: [a, b]}', 'logging.outputs', ['a', 'b']],
      ['a list of maps', 'logging: {outputs: [{type: file}]}', 'logging.outputs[0].type', 'file'],
      ['an empty map', 'agents: [{type: a, config: {}}]', 'agents[0].config', {}],
    ])('keeps %s of the file', async (_name, yaml, path, value) => {
      expect(await valueOf(path, yaml)).toMatchObject({ value, origin: 'file' });
    });

    it.each([['api: {rateLimit: {max: 5}}'], ['api: {rateLimit: }']])(
      'loses what is beside a key in a map: %s',
      async (yaml) => {
        const entry = await valueOf('api.rateLimit.windowMs', yaml, {
          env: { RATE_LIMIT_WINDOW: '1' },
        });
        expect(entry).toMatchObject({
          value: null,
          origin: 'file',
          note: 'not set: api.rateLimit in the file replaces all of its defaults and variables',
        });
      },
    );

    it.each([['fleet:\n'], ['fleet: 5'], ['fleet: a']])(
      'ignores a section that is no map: %s',
      async (yaml) => {
        const entries = (await effective(yaml)).filter(({ path }) => path.startsWith('fleet'));
        expect(new Set(entries.map(({ origin }) => origin))).toEqual(new Set(['default']));
      },
    );

    it('does not read other sections', async () => {
      const values = await effective(
        'ai: {model: x}\nmemory: {a: 1}\nmine: {b: 2}\nfleet: {id: a}\n',
      );
      expect(values.filter(({ path }) => /^(?:ai|memory|mine)/.test(path))).toEqual([]);
    });
  });

  describe('agents', () => {
    const env = { TEST_EXECUTOR_COUNT: '7' };

    it('come from the file when it lists them', async () => {
      const values = await effective('agents:\n  - type: a\n    count: 2\n', { env });
      expect(values.filter(({ path }) => path.startsWith('agents'))).toEqual([
        { path: 'agents[0].type', value: 'a', origin: 'file', detail: 'f.yaml:2:11' },
        { path: 'agents[0].count', value: 2, origin: 'file', detail: 'f.yaml:3:12' },
      ]);
    });

    it('are the default ones with their variables otherwise', async () => {
      expect(await valueOf('agents[0].count', 'fleet: {id: a}', { env })).toEqual({
        path: 'agents[0].count',
        value: 7,
        origin: 'environment',
        detail: 'TEST_EXECUTOR_COUNT',
      });
    });

    it('are the default ones when the file has a map, and say so', async () => {
      expect(await valueOf('agents[1].type', 'agents: {test-generator: {count: 3}}')).toEqual({
        path: 'agents[1].type',
        value: 'quality-analyzer',
        origin: 'default',
        note: 'agents in the file is a map, which 1.0.4 ignores',
      });
    });
  });

  describe('in the sections of 1.0.5', () => {
    const path = 'streaming.bufferSize';
    const yaml = 'streaming: {bufferSize: 1}';
    const store = new Map([[path, 2]]);
    const env = { STREAMING_BUFFER_SIZE: '3' };
    const flags = new Map([[path, 4]]);

    it.each<[string, number, Partial<EffectiveInput>, string | undefined]>([
      ['default', 1024, {}, undefined],
      ['file', 1, {}, yaml],
      ['store', 2, { store }, yaml],
      ['environment', 3, { store, env }, yaml],
      ['flag', 4, { store, env, flags }, yaml],
    ])('%s wins over what is below it', async (origin, value, rest, text) => {
      expect(await valueOf(path, text, rest)).toMatchObject({ value, origin });
    });

    it('says that the file is overruled', async () => {
      expect(await valueOf(path, yaml, { env })).toMatchObject({
        detail: 'STREAMING_BUFFER_SIZE',
        note: 'the file sets it too; the environment wins',
      });
    });

    it('keeps the defaults beside a key in a map', async () => {
      const entry = await valueOf(
        'streaming.retryConfig.backoffMs',
        'streaming: {retryConfig: {maxRetries: 1}}',
      );
      expect(entry).toMatchObject({ value: 1000, origin: 'default' });
    });

    it('shows the models of the file with their defaults', async () => {
      const text =
        'routing: {models: [{name: a, provider: b, model: c, enabled: false}, {name: d}]}';
      expect(await valueOf('routing.models[0].enabled', text)).toMatchObject({
        value: false,
        origin: 'file',
      });
      expect(await valueOf('routing.models[1].enabled', text)).toMatchObject({
        value: true,
        origin: 'default',
      });
    });

    it('shows overrides', async () => {
      const text = 'featureOverrides: {agentType: {a: {streaming: true}}}';
      expect(await valueOf('featureOverrides.agentType.a.streaming', text)).toMatchObject({
        value: true,
      });
    });
  });

  it.each([
    ['fleet.id', 'fleet: {id: "${FLEET_ID}"}', 'variables in the file are not expanded'],
    [
      'database.<<.host',
      'x: &x {host: h}\ndatabase:\n  <<: *x\n',
      'no effect: merge keys are not expanded',
    ],
  ])('notes on %s what is not expanded', async (path, yaml, note) => {
    expect(await valueOf(path, yaml)).toMatchObject({ note });
  });

  it('hides secrets wherever they stand', async () => {
    const yaml = `
x: &x {password: s3cret-1}
database: {password: s3cret-2, url: "postgres://me:s3cret-3@host/db", <<: *x}
security: {apiKey: s3cret-4, jwtSecret: [s3cret-5]}
agents: [{type: a, config: {githubToken: s3cret-6, args: [--key, sk-s3cret-7-0123456789], auth: {credentials: {x: s3cret-8}}}}]
`;
    const env = { ANTHROPIC_API_KEY: 's3cret-9', ANTHROPIC_BASE_URL: 'http://me:s3cret-10@host' };
    const values = await effective(yaml, { env });
    expect(JSON.stringify(values)).not.toContain('s3cret');
    expect(values.filter(({ value }) => value === '(set, hidden)')).toHaveLength(10);
  });

  it('takes nothing for no secret', async () => {
    expect(await valueOf('database.password', 'database: {password: ""}')).toMatchObject({
      value: '',
    });
    expect(await valueOf('security.apiKey', 'security: {apiKey: }')).toMatchObject({ value: null });
  });

  it('shows the settings of the environment only', async () => {
    expect(
      await valueOf('ANTHROPIC_BASE_URL', undefined, { env: { ANTHROPIC_BASE_URL: 'http://h' } }),
    ).toEqual({
      path: 'ANTHROPIC_BASE_URL',
      value: 'http://h',
      origin: 'environment',
      detail: 'ANTHROPIC_BASE_URL',
    });
  });
});
