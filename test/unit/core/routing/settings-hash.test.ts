import { describe, expect, it } from 'vitest';
import { settingsHash } from '../../../../src/core/routing/settings-hash.ts';
import { routedModel, routerSettings } from '../../../helpers/routed-models.ts';

describe(settingsHash, () => {
  it('is 16 hexadecimal digits, the same for the same content in another order', () => {
    const settings = routerSettings();
    const { models, defaultModel, weights } = settings;
    expect(settingsHash(settings)).toMatch(/^[0-9a-f]{16}$/);
    expect(settingsHash({ weights, models, defaultModel })).toBe(settingsHash(settings));
    expect(settingsHash(settings)).toBe(settingsHash(settings));
  });

  it.each([
    { defaultModel: 'small' },
    { weights: { token: 0.2, structure: 0.5, context: 0.3 } },
    { models: [routedModel('one', 1, [0, 1])] },
    { agentModels: { tester: 'small' } },
  ])('is another for %j', (more) => {
    expect(settingsHash(routerSettings(more))).not.toBe(settingsHash(routerSettings()));
  });
});
