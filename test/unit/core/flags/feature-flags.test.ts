import { describe, expect, it } from 'vitest';
import {
  type FeatureFlags,
  type FeatureOverrides,
  featuresOf,
  isInRollout,
} from '../../../../src/core/flags/feature-flags.ts';

const on: FeatureFlags = { multiModelRouter: true, streaming: true };
const off: FeatureFlags = { multiModelRouter: false, streaming: false };
const everyone = { percent: 100, salt: '' };
const nothing: FeatureOverrides = { agentType: {}, environment: {} };

describe(featuresOf, () => {
  const overrides: FeatureOverrides = {
    agentType: { 'test-generator': { multiModelRouter: false, streaming: false } },
    environment: { staging: { streaming: true } },
  };

  it.each([
    ['the flags where nothing overrides them', on, {}, on],
    ['the override of the agent type', on, { agentType: 'test-generator' }, off],
    ['the flags for another agent type', on, { agentType: 'test-executor' }, on],
    ['the flags for a type named like a method of every object', on, { agentType: 'toString' }, on],
    [
      "the environment's override before that of the agent type",
      on,
      { agentType: 'test-generator', environment: 'staging' },
      { multiModelRouter: false, streaming: true },
    ],
    [
      'an override that turns one on',
      off,
      { environment: 'staging' },
      { multiModelRouter: false, streaming: true },
    ],
  ])('gives %s', (_, flags, subject, expected) => {
    expect(featuresOf({ flags, overrides, rollout: everyone }, subject)).toEqual(expected);
  });

  it('gives none to a task outside of the rollout, and all to one without a key', () => {
    const settings = { flags: on, overrides: nothing, rollout: { percent: 0, salt: '' } };
    expect(featuresOf(settings, { taskKey: 'task-1' })).toEqual(off);
    expect(featuresOf(settings, {})).toEqual(on);
  });
});

describe(isInRollout, () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `task-${index}`);
  const share = (percent: number, salt = ''): readonly string[] =>
    keys.filter((key) => isInRollout({ percent, salt }, key));

  it.each([0, 0.5, 10, 25, 50, 99, 100])('takes %d percent of many similar keys', (percent) => {
    // Five standard deviations of a fair draw.
    const spread = 5 * Math.sqrt(keys.length * (percent / 100) * (1 - percent / 100));
    expect(Math.abs(share(percent).length - (keys.length * percent) / 100)).toBeLessThanOrEqual(
      spread,
    );
  });

  it('keeps a task that is in when the share grows', () => {
    const wider = new Set(share(25));
    expect(share(10).filter((key) => !wider.has(key))).toEqual([]);
  });

  it('draws other tasks with another salt', () => {
    const both = new Set(share(10));
    const shared = share(10, 'again').filter((key) => both.has(key)).length;
    expect(shared / both.size).toBeCloseTo(0.1, 1);
  });
});
