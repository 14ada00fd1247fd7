import { describe, expect, it } from 'vitest';
import {
  parseFlagContent,
  parseFlags,
  parseSources,
} from '../../../../src/core/flags/parse-flags.ts';

describe(parseFlagContent, () => {
  it.each([null, 7, 'on', [], {}])('%j says nothing', (value) => {
    expect(parseFlagContent(value)).toEqual({ flags: {}, agentTypes: {} });
  });

  it('takes what it knows, and leaves what is of another type', () => {
    const value = {
      flags: { streaming: 'yes', multiModelRouter: true, other: true },
      agentTypes: { a: { streaming: false }, b: 'off' },
      rolloutPercent: '10',
      salt: 5,
    };
    expect(parseFlagContent(value)).toEqual({
      flags: { multiModelRouter: true },
      agentTypes: { a: { streaming: false }, b: {} },
    });
  });
});

describe(parseFlags, () => {
  it('has those off that are not said', () => {
    expect(parseFlags({ streaming: true })).toEqual({ multiModelRouter: false, streaming: true });
  });
});

describe(parseSources, () => {
  it('does not know a source that it does not know', () => {
    expect(parseSources({ streaming: 'store', multiModelRouter: 'moon' })).toEqual({
      multiModelRouter: 'default',
      streaming: 'store',
    });
  });
});
