import { describe, expect, it } from 'vitest';
import { environmentKeys, leafKeys } from '../../../../src/config/schema/leaf-keys.ts';
import { fleetSchema, knownKeysAt, schemaAt } from '../../../../src/config/schema/schema.ts';
import { formatPattern, schemaNodes } from '../../../../src/config/schema/schema-nodes.ts';

describe(fleetSchema, () => {
  it.each(['1.0.4', '1.0.5'] as const)('reads the published schema of %s once', (version) => {
    expect(fleetSchema(version)['$id']).toBe(`urn:aqe:schema:fleet:${version}`);
    expect(fleetSchema(version)).toBe(fleetSchema(version));
  });
});

describe(schemaAt, () => {
  it.each([
    [['fleet', 'maxAgents'], 10],
    [['api', 'rateLimit', 'max'], 100],
    [['routing', 'models', 3, 'enabled'], true],
    [['database', 'port'], 5432],
  ])('finds %j', (path, preset) => {
    expect(schemaAt(path, '1.0.5')).toMatchObject({ default: preset });
  });

  it('finds the keys of free maps', () => {
    const path = ['featureOverrides', 'agentType', 'my-agent', 'streaming'];
    expect(schemaAt(path, '1.0.5')).toMatchObject({ type: 'boolean' });
  });

  it.each([
    [['nothing']],
    [['fleet', 'nothing', 'below']],
    [['routing', 'models', 'first']],
    [['fleet', 'toString']],
  ])('finds nothing at %j', (path) => {
    expect(schemaAt(path, '1.0.5')).toBeUndefined();
  });

  it('knows sections of 1.0.5 in 1.0.5 only', () => {
    expect(schemaAt(['routing'], '1.0.4')).toBeUndefined();
    expect(schemaAt(['routing'], '1.0.5')).toBeDefined();
  });
});

describe(knownKeysAt, () => {
  it.each([
    [['api'], ['port', 'host', 'cors', 'rateLimit']],
    [
      ['agents', 0],
      ['type', 'count', 'module', 'config'],
    ],
    [['rollout'], ['percent', 'salt', 'margins', 'gates']],
    [['logging', 'level'], []],
    [['nowhere'], []],
  ])('%j has %j', (path, keys) => {
    expect(knownKeysAt(path, '1.0.5')).toEqual(keys);
  });
});

const key = (name: string) => leafKeys('1.0.5').find(({ path }) => formatPattern(path) === name);

describe(leafKeys, () => {
  it.each([
    ['fleet.maxAgents', { type: 'number', default: 10, env: ['MAX_AGENTS'], example: 20 }],
    [
      'database.password',
      { type: 'string', default: undefined, env: ['DB_PASSWORD'], secret: true },
    ],
    ['logging.outputs', { type: 'array', env: ['LOG_OUTPUTS'] }],
    ['streaming.bufferSize', { type: 'integer', secret: false, deprecated: false }],
    ['routing.escalation.verifier.command', { type: 'array' }],
    ['routing.models[].capabilities.supportsStreaming', { type: 'boolean', default: true }],
    ['featureOverrides.environment.*.streaming', { type: 'boolean', env: [] }],
    ['ai.apiKey', { deprecated: true, secret: true, env: ['ANTHROPIC_API_KEY'] }],
    ['agents.*.priority', { deprecated: true }],
  ])('describes %s', (name, expected) => {
    expect(key(name)).toMatchObject(expected);
  });

  it('has a variable for the count of each default agent', () => {
    const agents = key('agents');
    expect(agents?.env).toEqual([
      'TEST_EXECUTOR_COUNT',
      'QUALITY_ANALYZER_COUNT',
      'PERFORMANCE_MONITOR_COUNT',
    ]);
    expect(agents?.default).toHaveLength(3);
  });

  it('leaves maps to their keys', () => {
    expect(key('fleet')).toBeUndefined();
    expect(schemaNodes('1.0.5').map(({ pattern }) => formatPattern(pattern))).toContain('fleet');
  });
});

describe(environmentKeys, () => {
  it('has what has no key in the file', () => {
    expect(environmentKeys('1.0.5')).toMatchObject([
      { env: ['CONFIG_FILE'], default: 'config/fleet.yaml', secret: false },
      { env: ['ANTHROPIC_API_KEY'], secret: true },
      { env: ['ANTHROPIC_BASE_URL'], secret: false },
    ]);
  });
});
