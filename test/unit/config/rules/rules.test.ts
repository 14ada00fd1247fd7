import { describe, expect, it } from 'vitest';
import { validateConfig } from '../../../../src/config/validate/validate.ts';
import { findingsIn } from '../../../helpers/validate.ts';

/** One enabled model over the whole range, in the block that follows `routing:`. */
const model = (lines: string): string => `
routing:
  enabled: true
  defaultModel: only
  models:
    - name: only
      provider: anthropic
${lines.replaceAll(/^/gm, '      ')}
      complexityRange: { min: 0, max: 1 }
      enabled: true
features: { multiModelRouter: true }
`;
const capabilities = (prices: string): string =>
  `model: test-sonnet\ncapabilities: { maxTokens: 1000, supportsStreaming: true, costPer1kTokens: ${prices} }`;
const good = '{ input: 0.003, output: 0.015 }';

const two = (first: string, second: string): string => `
routing:
  enabled: false
  defaultModel: small
  models:
    - name: small
      provider: anthropic
      model: test-haiku
      capabilities: { maxTokens: 1000, supportsStreaming: true, costPer1kTokens: { input: 0.001, output: 0.005 } }
      ${first}
    - name: large
      provider: anthropic
      model: test-opus
      capabilities: { maxTokens: 1000, supportsStreaming: true, costPer1kTokens: { input: 0.005, output: 0.025 } }
      ${second}
`;
const on = (min: number, max: number): string =>
  `enabled: true\n      complexityRange: { min: ${min}, max: ${max} }`;

describe(validateConfig, () => {
  it.each([
    ['a model in order', model(capabilities(good)), []],
    ['two models that share the scale', two(on(0, 0.5), on(0.5, 1)), []],
    ['a gap', two(on(0, 0.4), on(0.5, 1)), ['17:7 error complexity-gap']],
    ['a gap at the end', two(on(0, 0.4), on(0.4, 0.9)), ['17:7 error complexity-gap']],
    ['an overlap', two(on(0, 0.6), on(0.5, 1)), ['17:7 info complexity-overlap']],
    [
      'a disabled model leaves a gap',
      two(on(0, 0.5), 'enabled: false\n      complexityRange: { min: 0.5, max: 1 }'),
      ['11:7 error complexity-gap'],
    ],
    ['an empty range', two(on(0, 1), on(0.9, 0.5)), ['17:7 error complexity-range']],
    [
      'a price of zero',
      model(capabilities('{ input: 0, output: 0.015 }')),
      ['9:91 error price-not-positive'],
    ],
    [
      'a price per million',
      model(capabilities('{ input: 3.00, output: 0.015 }')),
      ['9:91 error price-unit'],
    ],
    [
      'another price',
      model(capabilities('{ input: 0.004, output: 0.015 }')),
      ['9:91 info price-differs'],
    ],
    ['a price within 5 %', model(capabilities('{ input: 0.0031, output: 0.015 }')), []],
    [
      'a retired model',
      model(
        'model: claude-opus-4-20250514\ncapabilities: { maxTokens: 1000, supportsStreaming: true, costPer1kTokens: { input: 0.015, output: 0.075 } }',
      ),
      ['8:14 error model-retired'],
    ],
    [
      'a model about to end',
      model(
        'model: claude-sonnet-4-5-20250929\ncapabilities: { maxTokens: 1000, supportsStreaming: true, costPer1kTokens: { input: 0.003, output: 0.015 } }',
      ),
      ['8:14 warning model-ending'],
    ],
    [
      'an unknown model',
      model(
        'model: test-sonet\ncapabilities: { maxTokens: 1000, supportsStreaming: true, costPer1kTokens: { input: 0.003, output: 0.015 } }',
      ),
      ['8:14 warning model-unknown'],
    ],
    [
      'routing without models',
      'features: { multiModelRouter: true }\nrouting: { enabled: true }',
      ['2:21 info models-not-listed'],
    ],
    [
      'a budget above the default of a longer period',
      'routing: { costTracking: { budgetLimits: { daily: 3000 } } }',
      ['1:51 error budget-order'],
    ],
    [
      'a budget below the default of a shorter period',
      'routing: { costTracking: { budgetLimits: { monthly: 50 } } }',
      [],
    ],
    [
      'a flag that is no boolean: nothing else is said of it',
      'features: { streaming: on }\nstreaming: { enabled: true }',
      ['1:24 error wrong-type'],
    ],
    ['a section that is a text', 'database: postgres', ['1:11 warning ignored-section']],
    ['a section that is a list', 'fleet: []', ['1:1 warning ignored-section']],
    [
      'an inner section that is a number',
      'api: { rateLimit: 5 }',
      ['1:19 warning ignored-section'],
    ],
    ['agents that are a text', 'agents: none', ['1:9 warning ignored-section']],
    ['a count in quotes', 'agents: [{ type: a, count: "3" }]', ['1:28 warning quoted-value']],
    [
      'a boolean in quotes behind an alias',
      'own: &own { enabled: "false" }\nstreaming: *own',
      ['1:22 error wrong-type'],
    ],
    [
      'a secret in the middle of a value',
      'fleet: { id: a, name: "of sk-ant-abcdefgh1234" }',
      ['1:27 warning secret-in-file'],
    ],
    [
      'a secret in a comment',
      'fleet: { id: a } # sk-ant-abcdefgh1234',
      ['1:20 warning secret-in-file'],
    ],
    [
      'the flag without the section',
      'features: { streaming: true }\nstreaming: { enabled: false }',
      ['2:23 error feature-without-section'],
    ],
    [
      'the section without the flag',
      'streaming: { enabled: true }',
      ['1:23 warning section-without-feature'],
    ],
    [
      'weights',
      'routing: { complexity: { tokenWeighting: 0.4, structureWeighting: 0.4, contextWeighting: 0.4 } }',
      ['1:12 error weights-sum'],
    ],
    ['weights with defaults', 'routing: { complexity: { tokenWeighting: 0.4 } }', []],
    [
      'budgets',
      'routing: { costTracking: { budgetLimits: { daily: 50, weekly: 40, monthly: 45 } } }',
      ['1:51 error budget-order'],
    ],
    [
      'a duplicate key',
      'fleet: { id: a }\napi: { port: 1 }\nfleet: { id: b }',
      ['3:1 error duplicate-key'],
    ],
    ['a merge key', 'base: &base { port: 1 }\napi: { <<: *base }', ['2:8 warning merge-key']],
    ['a variable', 'fleet: { id: "a-${ID}" }', ['1:17 warning unexpanded-variable']],
    ['an unknown tag', 'fleet: { id: !env NAME }', ['1:14 info unknown-tag']],
    [
      'two spellings',
      'fleet: { id: a, maxAgents: 9, max_agents: 8 }',
      ['1:31 warning twin-spelling'],
    ],
    ['a misspelt key', 'fleet: { id: a, maxAgent: 9 }', ['1:17 warning misspelt-key']],
    [
      'a misspelt section',
      'databse: { type: sqlite }\nfleet: { id: a }',
      ['1:1 warning misspelt-key'],
    ],
    ['a misspelt new section alone', 'routng: { enabled: true }', ['1:1 warning misspelt-key']],
    [
      'a key of fleet at the top',
      'fleet: { id: a, maxAgents: 9 }\nmaxAgents: 8',
      ['2:1 warning misplaced-key'],
    ],
    ['the same with one value', 'fleet: { id: a, maxAgents: 9 }\nmaxAgents: 9', []],
    ['an ai section in 1.0.4', 'fleet: { id: a }\nai: { model: x }', []],
    [
      'an ai section in 1.0.5',
      'streaming: { enabled: false }\nai: { temperature: 1 }',
      ['2:1 warning ai-section'],
    ],
    [
      'the router flag twice',
      'features: { multiModelRouter: false }\nmultiModelRouter: { enabled: true }',
      ['2:1 warning contradicting-router'],
    ],
    [
      'two names of the model',
      'ai: { model: a }\nrouting: { defaultModel: b }',
      ['1:1 warning ai-section', '1:14 warning contradicting-model'],
    ],
    ['a published key', 'streaming: { progressInterval: 5 }', ['1:14 warning shipped-key']],
    ['an agents map', 'agents: { test-executor: { count: 1 } }', ['1:1 warning agents-map']],
    [
      'escalation that learns nothing',
      'routing: { escalation: { enabled: true } }',
      ['1:35 warning escalation-forgets'],
    ],
    [
      'escalation of one agent type that learns nothing',
      'routing: { costTracking: { enabled: false }, escalation: { perAgentType: { a: {}, quality-gate: { enabled: true } } } }',
      ['1:76 info agent-type-unknown', '1:108 warning escalation-forgets'],
    ],
    [
      'escalation that learns',
      'routing: { costTracking: { enabled: true }, escalation: { enabled: true } }',
      [],
    ],
    [
      'an agent type that may be misspelt, in both places that have them',
      'featureOverrides: { agentType: { test-genrator: { streaming: false } } }\nrouting: { escalation: { perAgentType: { quality_gate: { enabled: false } } } }',
      ['1:34 warning agent-type-unknown', '2:42 warning agent-type-unknown'],
    ],
    [
      'an agent type of the user',
      'routing: { escalation: { perAgentType: { mine: { enabled: false } } } }',
      ['1:42 info agent-type-unknown'],
    ],
    [
      'agent types of the fleet',
      'agents: [{ type: mine }, { type: test-generators }, {}]\nrouting: { escalation: { perAgentType: { mine: {}, test-generators: {}, quality-gate: {} } } }',
      ['1:53 error missing-key'],
    ],
    [
      'too many agents',
      'fleet: { id: a, maxAgents: 2 }\nagents: [{ type: a, count: 3 }]',
      ['1:28 warning max-agents-exceeded'],
    ],
    [
      'too many agents for the default',
      'agents: [{ type: a, count: 11 }]',
      ['1:1 warning max-agents-exceeded'],
    ],
    ['mysql', 'database: { type: mysql }', ['1:19 warning mysql-unsupported']],
    [
      'mysql in 1.0.5',
      'database: { type: mysql }\nrollout: { percent: 100 }',
      ['1:19 error mysql-unsupported'],
    ],
    [
      'replicas on SQLite',
      'fleet: { id: a, replicas: 2 }\nrollout: { percent: 100 }',
      ['1:1 error sqlite-replicas'],
    ],
    ['a partial section', 'api: { rateLimit: { max: 5 } }', ['1:8 warning partial-defaults']],
    ['a number in quotes', 'fleet: { id: a, maxAgents: "12" }', ['1:28 warning quoted-value']],
    [
      'a boolean in quotes, in 1.0.5',
      'streaming: { enabled: "false" }',
      ['1:23 error quoted-value'],
    ],
    ['a text for a number', 'api: { port: abc }', ['1:14 warning not-a-number']],
    [
      'a secret',
      'database: { type: postgres, password: hunter2 }',
      ['1:39 warning secret-in-file'],
    ],
    ['no secret', 'database: { type: postgres, password: "" }', []],
    ['an unknown key in 1.0.5', 'streaming: { bufersize: 5 }', ['1:14 error unknown-key']],
    ['a wrong type', 'streaming: { enabled: yes }', ['1:23 error wrong-type']],
    [
      'a value out of range',
      'streaming: { backpressureThreshold: 80 }',
      ['1:37 error out-of-range'],
    ],
    ['a list', '- a', ['1:1 error not-a-map']],
    ['nothing', '# nothing\n', ['1:1 error empty-file']],
    [
      'two documents',
      'fleet: { id: a }\n---\nfleet: { id: b }\n',
      ['2:1 error multiple-documents'],
    ],
    ['a tab', 'fleet:\n\tid: a\n', ['2:1 error syntax']],
  ])('%s', async (_name, text, expected) => {
    expect(await findingsIn(text)).toEqual(expected);
  });

  it('takes the replicas of the command line', async () => {
    expect(await findingsIn('database: { type: sqlite }', { replicas: 3 })).toEqual([
      '1:19 error sqlite-replicas',
    ]);
  });

  it('refuses what is no configuration of this fleet', async () => {
    await expect(findingsIn('defaultNamespace: a\nhelm: { chart: b }')).rejects.toMatchObject({
      code: 'CONFIG_FOREIGN',
    });
  });
});
