import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../../src/adapters/node-files.ts';
import {
  type EscalationConfig,
  escalationFor,
  isEscalationOn,
} from '../../../../src/config/settings/escalation-config.ts';
import { loadSettings } from '../../../../src/config/settings/load-settings.ts';
import { project } from '../../../helpers/project.ts';

async function escalation(yaml: string): Promise<EscalationConfig> {
  const { dir } = project({ 'config/fleet.yaml': `routing: { escalation: { ${yaml} } }\n` });
  const { settings } = await loadSettings({ files: nodeFiles(dir), file: undefined, env: {} });
  return settings.routing.escalation;
}

const general =
  'enabled: true, maxAttempts: 4, verifier: { command: [make, check], timeoutMs: 5, memoryMb: 900 }';

describe(escalationFor, () => {
  it('is what holds for all where nothing else is said', async () => {
    const config = await escalation(`${general}, perAgentType: { quality-gate: {} }`);
    expect(escalationFor(config, 'test-generator')).toBe(config);
    expect(escalationFor(config, 'toString')).toBe(config);
    expect(escalationFor(config, 'quality-gate')).toEqual(config);
  });

  it('takes each key of the agent type first', async () => {
    const own =
      'enabled: false, maxAttempts: 2, minSamples: 30, explore: 0, verifier: { command: [npm, test], timeoutMs: 7, memoryMb: 64 }';
    const config = await escalation(`${general}, perAgentType: { a: { ${own} } }`);
    expect(escalationFor(config, 'a')).toEqual({
      ...config,
      enabled: false,
      maxAttempts: 2,
      minSamples: 30,
      explore: 0,
      verifier: { name: undefined, command: ['npm', 'test'], timeoutMs: 7, memoryMb: 64 },
    });
  });

  it('lets a verifier by its name replace the command for all, within the same limits', async () => {
    const config = await escalation(
      `${general}, perAgentType: { a: { verifier: { name: form } } }`,
    );
    expect(escalationFor(config, 'a').verifier).toEqual({
      name: 'form',
      command: undefined,
      timeoutMs: 5,
      memoryMb: 900,
    });
  });

  it('changes only the limits where only they are given', async () => {
    const config = await escalation(
      `${general}, perAgentType: { a: { verifier: { timeoutMs: 60 } } }`,
    );
    expect(escalationFor(config, 'a').verifier).toEqual({
      name: undefined,
      command: ['make', 'check'],
      timeoutMs: 60,
      memoryMb: 900,
    });
  });
});

describe(isEscalationOn, () => {
  it.each([
    ['enabled: true, perAgentType: { a: { enabled: false } }', true],
    ['perAgentType: { a: { enabled: true } }', true],
    ['perAgentType: { a: { maxAttempts: 2 } }', false],
    ['enabled: false', false],
  ])('%s: %s', async (yaml, on) => {
    expect(isEscalationOn(await escalation(yaml))).toBe(on);
  });
});
