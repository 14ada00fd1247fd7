import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { leafKeys } from '../../../src/config/schema/leaf-keys.ts';
import { fleetSchema } from '../../../src/config/schema/schema.ts';
import { schemaNodes } from '../../../src/config/schema/schema-nodes.ts';
import { valueAt } from '../../../src/config/values.ts';

const ajv = new Ajv({ strict: true });
ajv.addVocabulary(['x-env', 'x-secret']);
const fleet104 = ajv.compile(fleetSchema('1.0.4'));
const fleet105 = ajv.compile(fleetSchema('1.0.5'));

function accepts(validate: ValidateFunction, yaml: string): boolean {
  return validate(load(yaml));
}

const accepted104 = [
  ['nothing but a map', '{}'],
  ['unknown sections', 'ai: {model: x}\nmine: [1]\n'],
  ['unknown keys in every section', 'fleet: {a: 1}\nlogging: {b: 2}\napi: {c: {d: 3}}\n'],
  ['empty sections', 'fleet:\nagents:\ndatabase:\nlogging:\napi:\nsecurity:\n'],
  ['empty inner maps', 'api: {rateLimit: }\nsecurity: {encryption: }\n'],
  ['numbers as texts', 'fleet: {maxAgents: "12"}\napi: {port: "3000"}\n'],
  ['texts where numbers belong', 'fleet: {maxAgents: many}\napi: {port: abc}\n'],
  ['true where numbers belong', 'fleet: {maxAgents: true}\napi: {port: true}\n'],
  ['any interval', 'fleet: {heartbeatInterval: -1, taskTimeout: soon}'],
  ['a number as the id', 'fleet: {id: 7}'],
  ['fractions', 'fleet: {maxAgents: 0.5}\nagents: [{type: a, count: 1.5}]\n'],
  ['the last port', 'api: {port: 65535}'],
  ['ports in odd spellings', 'api: {port: " +08080 "}'],
  ['sections that are texts', 'fleet: x\nagents: y\ndatabase: postgres\nlogging: z\napi: 3000\n'],
  ['sections that are lists', 'fleet: []\nsecurity: [1]\n'],
  ['inner sections of any type', 'api: { rateLimit: 5 }\nsecurity: { encryption: aes }\n'],
  ['agents without a count', 'agents: [{type: a}]'],
  ['counts as texts', 'agents: [{type: a, count: "3"}, {type: b, count: few}]'],
  ['agents as a map', 'agents: {test-generator: {count: 0, priority: high, config: {}}, x: 3}'],
  ['unknown keys of agents', 'agents: [{type: a, enabled: true}]'],
  ['outputs as objects', 'logging: {outputs: [{type: file, path: x.log}, console]}'],
  ['outputs as a text', 'logging: {outputs: console}'],
  ["the README's fleet", 'fleet: {topology: mesh, coordination: {a: 1}, resources: {cpu: 2}}'],
  [
    "the README's sections",
    'memory: {x: 1}\ntesting: {y: 2}\nsecurity: {scanning: true, tools: []}',
  ],
  ['databases that it cannot open', 'database: {type: mysql}'],
  ['kinds of database that do not exist', 'database: {type: oracle, filename: ""}'],
  ['sqlite without a filename: there is a default', 'database: {type: sqlite}'],
  ['postgres with an empty filename', 'database: {type: postgres, filename: ""}'],
  ['any port of a database', 'database: {port: 0, password: 1234}'],
  ['any value in inner maps', 'api: {rateLimit: {max: 0}}\nsecurity: {encryption: {keyLength: x}}'],
] as const;

const refused104 = [
  ['an empty id', 'fleet: {id: ""}'],
  ['an id of nothing', 'fleet: {id: }'],
  ['the id 0', 'fleet: {id: 0}'],
  ['the id false', 'fleet: {id: false}'],
  ['no agents at all', 'agents: []'],
  ['an agent of nothing', 'agents: [ ~ ]'],
  ['an agent that is a text', 'agents: [test-executor]'],
  ['an agent without a type', 'agents: [{count: 2}]'],
  ['an agent with an empty type', 'agents: [{type: ""}]'],
  ['sqlite with an empty filename', 'database: {type: sqlite, filename: ""}'],
  ['an empty filename when sqlite is the default', 'database: {filename: }'],
  ...[
    '0',
    '-1',
    '""',
    '" "',
    '"0"',
    '"-3"',
    '"0.0"',
    '"0x0"',
    '"-Infinity"',
    'false',
    '[]',
    '',
  ].flatMap(
    (value) =>
      [
        [`maxAgents: ${value}`, `fleet: {maxAgents: ${value}}`],
        [`count: ${value}`, `agents: [{type: a, count: ${value}}]`],
        [`port: ${value}`, `api: {port: ${value}}`],
      ] as const,
  ),
  ...['65536', '"65536"', '70000', '"123456"', '0.5', '".5"', '"65535.5"'].map(
    (value) => [`port: ${value}`, `api: {port: ${value}}`] as const,
  ),
] as const;

describe.each([
  ['1.0.4', fleet104],
  ['1.0.5', fleet105],
] as const)('the part of 1.0.4 in the schema of %s', (_version, validate) => {
  it.each(accepted104)('accepts %s', (_name, yaml) => {
    expect(accepts(validate, yaml)).toBe(true);
  });

  it.each(refused104)('refuses %s', (_name, yaml) => {
    expect(accepts(validate, yaml)).toBe(false);
  });
});

describe('the schema of 1.0.5', () => {
  it.each([
    [
      'all sections empty maps',
      'features: {}\nfeatureOverrides: {}\nrouting: {}\nstreaming: {}\nrollout: {}',
    ],
    ['features of others', 'features: {monitoring: true, security: {a: 1}}'],
    [
      'overrides',
      'featureOverrides: {agentType: {test-generator: {streaming: false}}, environment: {ci: {}}}',
    ],
    ['a model with what is required', 'routing: {models: [{name: a, provider: b, model: c}]}'],
    [
      'a whole model',
      `routing:
  models:
    - name: local
      provider: anthropic
      model: x
      baseUrl: http://127.0.0.1:8080
      capabilities:
        maxTokens: 200000
        supportsStreaming: false
        costPer1kTokens: { input: 0.003, output: 0.015, cacheRead: 0.0003, cacheWrite: 0.00375 }
      complexityRange: { min: 0, max: 1 }
      enabled: false
`,
    ],
    [
      'every budget',
      'routing: {costTracking: {budgetLimits: {perTask: 0.5, daily: 1, weekly: 5, monthly: 9}, timeZone: Europe/Berlin, degradeAtPercent: 90}}',
    ],
    [
      'escalation and classifier',
      'routing: {escalation: {enabled: true, maxAttempts: 2, verifier: {command: [npm, test], timeoutMs: 1}, baseline: b}, classifier: {enabled: true, model: c}}',
    ],
    [
      'escalation of an agent type',
      'routing: {escalation: {perAgentType: {a: {enabled: true, maxAttempts: 2, minSamples: 5, explore: 0.2, verifier: {name: tests, command: [npm, test], timeoutMs: 1, memoryMb: 64}}}}}',
    ],
    ['the threshold 1', 'streaming: {backpressureThreshold: 1}'],
    ['no retries', 'streaming: {retryConfig: {maxRetries: 0, backoffMs: 0}}'],
    ['a share of the tasks', 'rollout: {percent: 12.5, salt: a}'],
    ['replicas', 'fleet: {replicas: 3}'],
  ])('accepts %s', (_name, yaml) => {
    expect(accepts(fleet105, yaml)).toBe(true);
  });

  it.each([
    'features: {streaming: "true"}',
    'features: {multiModelRouter: 1}',
    'featureOverrides: {agents: {}}',
    'featureOverrides: {agentType: {a: {streeming: true}}}',
    'routing: ',
    'routing: {enableCostTracking: true}',
    'routing: {defaultModel: ""}',
    'routing: {models: []}',
    'routing: {models: [{name: a, provider: b}]}',
    'routing: {models: [{name: a, provider: b, model: c, price: 1}]}',
    'routing: {models: [{name: a, provider: b, model: c, baseUrl: "ftp://x"}]}',
    'routing: {models: [{name: a, provider: b, model: c, complexityRange: {max: 1.5}}]}',
    'routing: {models: [{name: a, provider: b, model: c, capabilities: {maxTokens: 0.5}}]}',
    'routing: {complexity: {tokenWeighting: 1.1}}',
    'routing: {costTracking: {budgetLimits: {daily: -1}}}',
    'routing: {costTracking: {alertThresholds: {dailyPercent: 101}}}',
    'routing: {costTracking: {timeZone: ""}}',
    'routing: {costTracking: {degradeAtPercent: "90"}}',
    'routing: {escalation: {maxAttempts: 0}}',
    'routing: {escalation: {verifier: {command: npm test}}}',
    'routing: {escalation: {perAgentType: {a: {learned: x}}}}',
    'routing: {escalation: {perAgentType: {a: {explore: 0.3}}}}',
    'routing: {escalation: {perAgentType: {a: {minSamples: 0}}}}',
    'routing: {escalation: {perAgentType: {a: {verifier: {name: fine}}}}}',
    'routing: {escalation: {perAgentType: {a: {verifier: {memoryMb: 63}}}}}',
    'routing: {classifier: {timeoutMs: 0}}',
    'streaming: {bufferSize: 0}',
    'streaming: {bufferSize: 1.5}',
    'streaming: {backpressureThreshold: 0}',
    'streaming: {backpressureThreshold: 80}',
    'streaming: {timeoutMs: 0}',
    'streaming: {retryConfig: {maxRetries: -1}}',
    'streaming: {retryConfig: {backoffMultiplier: 0.5}}',
    'rollout: {percent: 101}',
    'rollout: {salt: 1}',
    'fleet: {replicas: 0}',
    'fleet: {replicas: "2"}',
  ])('refuses %s', (yaml) => {
    expect(accepts(fleet105, yaml)).toBe(false);
  });

  it('has everything that the schema of 1.0.4 has, unchanged', () => {
    expect(fleetSchema('1.0.5')['properties']).toMatchObject(
      fleetSchema('1.0.4')['properties'] ?? {},
    );
  });

  it('accepts the flags that it lists where they can be overridden', () => {
    const flags = Object.keys(
      valueAt(fleetSchema('1.0.5'), ['properties', 'features', 'properties']) ?? {},
    );
    for (const kind of ['agentType', 'environment']) {
      const overridden = schemaNodes('1.0.5').filter(
        ({ pattern }) => pattern.length === 4 && pattern[1] === kind,
      );
      expect(overridden.map(({ pattern }) => pattern[3])).toEqual(flags);
    }
  });
});

describe.each(['1.0.4', '1.0.5'] as const)('the schema of %s', (version) => {
  const keys = leafKeys(version);

  it('accepts its own defaults and examples', () => {
    for (const { path, schema } of keys) {
      const validate = ajv.compile(schema);
      const examples: unknown = schema['examples'] ?? [];
      const samples = [schema['default'], ...(Array.isArray(examples) ? examples : [])];
      const refused = samples.filter((sample) => sample !== undefined && !validate(sample));
      expect({ path, refused }).toEqual({ path, refused: [] });
    }
  });

  it('gives every key an example or a default', () => {
    const without = keys.filter((key) => key.default === undefined && key.example === undefined);
    expect(without.map(({ path }) => path.join('.'))).toEqual([]);
  });

  it('gives each environment variable to one key', () => {
    const variables = keys.flatMap(({ env }) => env);
    expect(variables.toSorted()).toEqual([...new Set(variables)].toSorted());
  });

  it('marks every key with a secret', () => {
    expect(keys.filter(({ secret }) => secret).map(({ path }) => path.join('.'))).toEqual([
      'database.password',
      'security.apiKey',
      'security.jwtSecret',
      'ai.apiKey',
    ]);
  });
});

it('accepts the configuration that ships with the package', () => {
  const file = join(import.meta.dirname, '../../../config/fleet.example.yaml');
  expect(accepts(fleet104, readFileSync(file, 'utf8'))).toBe(true);
});
