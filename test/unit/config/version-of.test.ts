import { describe, expect, it } from 'vitest';
import { configVersion, isNewSection } from '../../../src/config/version-of.ts';

describe(configVersion, () => {
  it.each([
    ['a file of 1.0.4', { fleet: {}, agents: [] }, '1.0.4'],
    ['nothing', undefined, '1.0.4'],
    ['a list', ['features'], '1.0.4'],
    ['an empty new section', { routing: null }, '1.0.5'],
    ['one new section among old ones', { fleet: {}, rollout: {} }, '1.0.5'],
    ['overrides alone', { featureOverrides: {} }, '1.0.5'],
  ])('takes %s for what it is', (_name, value, version) => {
    expect(configVersion(value)).toBe(version);
  });
});

describe(isNewSection, () => {
  it.each([
    [['streaming', 'retryConfig', 'maxRetries'], true],
    [['features'], true],
    [['fleet', 'replicas'], false],
    [[], false],
  ])('%j: %s', (path, expected) => {
    expect(isNewSection(path)).toBe(expected);
  });
});
