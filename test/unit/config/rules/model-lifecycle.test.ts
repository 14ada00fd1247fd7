import { describe, expect, it } from 'vitest';
import { modelLifecycle } from '../../../../src/config/rules/model-lifecycle.ts';
import { validateConfig } from '../../../../src/config/validate/validate.ts';
import type { Catalogue, ModelEntry } from '../../../../src/core/cost/catalogue.ts';
import { testCatalogue } from '../../../helpers/catalogue.ts';

const entry = (lifecycle: ModelEntry['lifecycle'], tier?: 'opus'): ModelEntry => ({
  id: 'listed',
  provider: 'anthropic',
  tier,
  prices: undefined,
  contextWindow: undefined,
  lifecycle,
});

/** What is said of the only model of a configuration, `severity message | hint`. */
async function saidOf(
  found: ModelEntry | undefined,
  { left = 0, enabled = true }: { left?: number; enabled?: boolean } = {},
): Promise<string[]> {
  const catalogue: Catalogue = { ...testCatalogue, find: () => found };
  const text = `routing:\n  enabled: ${enabled}\n  models: [{ name: a, provider: b, model: listed }]\n`;
  const { findings } = await validateConfig(new TextEncoder().encode(text), 'fleet.yaml', {
    catalogue: async () => Promise.resolve(catalogue),
    daysLeft: () => left,
    agentTypes: [],
  });
  return findings
    .filter(({ code }) => code.startsWith('model-'))
    .map(({ severity, message, hint = '' }) => `${severity}: ${message} | ${hint}`);
}

const current = 'Current in its family: test-opus.';

describe(modelLifecycle, () => {
  it('says nothing of a model that answers', async () => {
    expect(await saidOf(entry({}))).toEqual([]);
  });

  it.each([
    [0, 'that is today'],
    [1, 'one day from now'],
    [30, '30 days from now'],
  ])('counts the days that are left: %i', async (left, words) => {
    expect(await saidOf(entry({ endsOn: '2026-12-01' }, 'opus'), { left })).toEqual([
      `warning: listed answers until 2026-12-01, ${words} | ${current}`,
    ]);
  });

  it.each([
    [true, 'error'],
    [false, 'warning'],
  ])('weighs a dead model by whether routing is on: %s', async (enabled, severity) => {
    expect(await saidOf(entry({ endsOn: '2026-01-01' }, 'opus'), { left: -1, enabled })).toEqual([
      `${severity}: listed was retired on 2026-01-01 | ${current}`,
    ]);
    expect(await saidOf(entry({ neverExisted: true }, 'opus'), { enabled })).toEqual([
      `${severity}: listed never existed | ${current}`,
    ]);
  });

  it('proposes nothing for a model of no known family', async () => {
    expect(await saidOf(entry({ neverExisted: true }))).toEqual(['error: listed never existed | ']);
  });

  it('says when the catalogue does not know the model', async () => {
    expect(await saidOf(undefined)).toEqual([
      'warning: listed is not in the catalogue of 2026-11-01 | ',
    ]);
  });
});
