import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../../src/adapters/node-files.ts';
import { openCatalogue } from '../../../../src/adapters/model-catalogue.ts';
import { loadSettings } from '../../../../src/config/settings/load-settings.ts';
import {
  type RouterSetup,
  routerSetup,
  withModel,
} from '../../../../src/config/settings/router-settings.ts';
import { project } from '../../../helpers/project.ts';

const catalogue = await openCatalogue();

async function setupOf(
  yaml: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RouterSetup> {
  const files = nodeFiles(project({ 'f.yaml': yaml }).dir);
  const { settings } = await loadSettings({ files, file: 'f.yaml', env });
  return routerSetup(settings.routing, catalogue);
}

const listing = (model: string): string => `routing:
  defaultModel: own
  models:
    - name: own
      provider: anthropic
      model: ${model}
      capabilities: { maxTokens: 100000, costPer1kTokens: { input: 2, output: 10 } }
      complexityRange: { min: 0, max: 1 }
`;

describe(routerSetup, () => {
  it("takes the catalogue's current models where none are listed", async () => {
    const { settings, fromCatalogue } = await setupOf('fleet: { id: x }\n');
    expect(fromCatalogue).toBe(true);
    expect(settings.models.map(({ name }) => name)).toEqual([
      catalogue.current('haiku').id,
      catalogue.current('sonnet').id,
      catalogue.current('opus').id,
    ]);
    expect(settings.defaultModel).toBe(catalogue.current('sonnet').id);
    expect(settings.models.every(({ prices }) => prices !== undefined)).toBe(true);
  });

  it('knows a default model that is in the catalogue and not current; nothing is routed to it', async () => {
    const { settings } = await setupOf('fleet: { id: x }\n', {
      ROUTING_DEFAULT_MODEL: 'claude-opus-4-1',
    });
    const added = settings.models.find(({ name }) => name === settings.defaultModel);
    expect(added).toMatchObject({ tier: 'opus', enabled: false });
  });

  it('reads a unit slip as what it is, and warns', async () => {
    const { settings, warnings } = await setupOf(listing('claude-sonnet-5'));
    expect(settings.models[0]).toMatchObject({
      prices: { input: 2000, output: 10_000 },
      priceSource: 'config',
      tier: 'sonnet',
      contextWindow: 1_000_000,
      maxTokens: 100_000,
    });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^own: input and output under costPer1kTokens read as dollars per million/,
      ),
    ]);
  });

  it('takes the prices of the catalogue for a model that has none, and has none for one that nobody knows', async () => {
    const priced = listing('claude-sonnet-5').replace(/, costPer1kTokens.*\}/, ' }');
    expect((await setupOf(priced)).settings.models[0]).toMatchObject({
      prices: { input: 2000 },
      priceSource: catalogue.source,
    });
    const unknown = listing('home-made').replace(/, costPer1kTokens.*\}/, ' }');
    expect((await setupOf(unknown)).settings.models[0]?.prices).toBeUndefined();
  });

  it('keeps the step for long contexts, in proportion to the price of the contract', async () => {
    const stepped = catalogue
      .list()
      .find(({ longContext, prices }) => longContext !== undefined && prices !== undefined);
    if (stepped === undefined) return;
    const { settings } = await setupOf(
      listing(stepped.id).replace(
        'input: 2, output: 10',
        `input: ${(stepped.prices?.input ?? 0) / 2e6}, output: 0.01`,
      ),
    );
    const [model] = settings.models;
    expect(model?.longContext?.prices.input).toBe(
      Math.ceil((stepped.longContext?.prices.input ?? 0) / 2),
    );
  });
});

describe('models by agent type', () => {
  it('stand in the settings of the agents, and are warned of when nobody lists them', async () => {
    const agents = `agents:
  - { type: test-generator, config: { model: own } }
  - { type: quality-gate, config: { model: other } }
  - { type: test-executor, count: 2 }
`;
    const { settings, warnings } = await setupOf(
      `${agents}${listing('claude-sonnet-5').replace('input: 2, output: 10', 'input: 0.002, output: 0.01')}`,
    );
    expect(settings.agentModels).toEqual({ 'test-generator': 'own', 'quality-gate': 'other' });
    expect(warnings).toEqual([
      'agents: quality-gate asks for "other", which routing.models does not list',
    ]);
  });

  it('are none in a map of agents', async () => {
    const map = 'agents: { test-generator: { config: { model: own } } }\n';
    const { settings } = await setupOf(`${map}${listing('claude-sonnet-5')}`);
    expect(settings.agentModels).toEqual({});
  });
});

describe(withModel, () => {
  it.each([
    ['a configured name', 'own', 'own'],
    ['a configured id', 'claude-sonnet-5', 'own'],
    ['a tier that a configured model has', 'sonnet', 'own'],
    ['a tier that none has', 'haiku', catalogue.current('haiku').id],
    ['an id of the catalogue', 'claude-opus-4-1', catalogue.find('claude-opus-4-1')?.id],
    ['what nobody knows, as it is', 'nonsense', 'nonsense'],
  ])('finds %s', async (_, wanted, name) => {
    const { settings } = await setupOf(listing('claude-sonnet-5'));
    expect(withModel(settings, wanted, catalogue).name).toBe(name);
  });
});
