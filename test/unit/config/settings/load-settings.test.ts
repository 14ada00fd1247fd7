import { describe, expect, it } from 'vitest';
import type { FleetSettings } from '../../../../src/config/settings/fleet-settings.ts';
import { loadSettings } from '../../../../src/config/settings/load-settings.ts';
import { nodeFiles } from '../../../../src/adapters/node-files.ts';
import { project } from '../../../helpers/project.ts';

async function settingsOf(
  yaml: string | undefined,
  env: Readonly<Record<string, string>> = {},
): Promise<FleetSettings> {
  const { dir } = project(yaml === undefined ? {} : { 'config/fleet.yaml': yaml });
  const { settings } = await loadSettings({ files: nodeFiles(dir), file: undefined, env });
  return settings;
}

describe(loadSettings, () => {
  it('has everything off by default', async () => {
    const settings = await settingsOf(undefined);
    expect(settings).toMatchObject({
      fleetId: 'default-fleet',
      taskTimeoutMs: 300_000,
      features: {
        flags: { multiModelRouter: false, streaming: false },
        overrides: { agentType: {}, environment: {} },
        rollout: { percent: 100, salt: '' },
      },
      routing: { enabled: false, defaultModel: 'claude-sonnet-4.5', models: [] },
      costs: {
        enabled: false,
        limits: { perTask: undefined, daily: 100, weekly: undefined, monthly: 2000 },
        alertPercents: { daily: 80, monthly: 90 },
        timeZone: 'UTC',
        degradeAtPercent: undefined,
      },
      streaming: { enabled: false, bufferSize: 1024, timeoutMs: 30_000, maxRetries: 3 },
      database: { type: 'sqlite', filename: './data/fleet.db' },
    });
  });

  it('reads the file, and the environment before it', async () => {
    const yaml = `
features: { multiModelRouter: true }
featureOverrides: { agentType: { test-generator: { streaming: false } } }
routing:
  enabled: true
  models:
    - name: small
      provider: anthropic
      model: claude-haiku-4-5
      capabilities: { maxTokens: 200000, costPer1kTokens: { input: 0.001, output: 0.005 } }
      complexityRange: { max: 0.5 }
    - { name: large, provider: gateway, model: big, baseUrl: 'http://127.0.0.1:1', enabled: false }
  costTracking: { budgetLimits: { perTask: 0.5, daily: 7 } }
`;
    const settings = await settingsOf(yaml, {
      BUDGET_LIMIT_DAILY: '9.5',
      FEATURE_STREAMING: 'true',
    });
    expect(settings.features.flags).toEqual({ multiModelRouter: true, streaming: true });
    expect(settings.features.overrides.agentType).toEqual({
      'test-generator': { streaming: false },
    });
    expect(settings.costs.limits).toMatchObject({ perTask: 0.5, daily: 9.5 });
    expect(settings.routing.models).toEqual([
      {
        name: 'small',
        provider: 'anthropic',
        model: 'claude-haiku-4-5',
        baseUrl: undefined,
        maxTokens: 200_000,
        supportsStreaming: true,
        costPer1kTokens: {
          input: 0.001,
          output: 0.005,
          cacheRead: undefined,
          cacheWrite: undefined,
        },
        range: { min: 0, max: 0.5 },
        enabled: true,
      },
      {
        name: 'large',
        provider: 'gateway',
        model: 'big',
        baseUrl: 'http://127.0.0.1:1',
        maxTokens: undefined,
        supportsStreaming: true,
        costPer1kTokens: undefined,
        range: { min: 0, max: 1 },
        enabled: false,
      },
    ]);
  });

  it.each([
    [
      'a key that nobody knows',
      'routing: { enable: true }\n',
      1,
      /routing.enable is not a known key/,
    ],
    ['a number out of range', 'streaming:\n  bufferSize: 0\n', 2, /bufferSize/],
    ['a text for a number', 'streaming:\n  timeoutMs: "100"\n', 2, /timeoutMs must be a number/],
    [
      'a verifier of an agent type that nobody has',
      'routing:\n  escalation:\n    perAgentType:\n      test-generator:\n        verifier: { nmae: tests }\n',
      5,
      /perAgentType.test-generator.verifier.nmae is not a known key/,
    ],
    ['a model without a name', 'routing:\n  models:\n    - model: x\n', 3, /name/],
  ])('refuses %s, with its place', async (_, yaml, line, message) => {
    await expect(settingsOf(yaml)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(message),
      location: { file: 'config/fleet.yaml', line },
    });
  });

  it('takes who answers from the environment only', async () => {
    const env = { ANTHROPIC_API_KEY: 'sk-ant-x', ANTHROPIC_BASE_URL: 'http://127.0.0.1:8080' };
    expect((await settingsOf(undefined, env)).provider).toEqual({
      apiKey: 'sk-ant-x',
      baseUrl: 'http://127.0.0.1:8080',
    });
    await expect(settingsOf(undefined, { ANTHROPIC_BASE_URL: 'localhost' })).rejects.toMatchObject({
      code: 'ENV_INVALID',
    });
  });

  it('reads the older sections as 1.0.4 does, whatever is in them', async () => {
    const settings = await settingsOf('api: { port: abc }\nfleet: { id: shop }\n');
    expect(settings.fleetId).toBe('shop');
  });

  it('refuses a named file that is not there', async () => {
    const files = nodeFiles(project().dir);
    await expect(loadSettings({ files, file: 'no.yaml', env: {} })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
  });
});
