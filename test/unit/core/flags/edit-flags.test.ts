import { describe, expect, it } from 'vitest';
import { editFlags, type FlagEdit, isSameContent } from '../../../../src/core/flags/edit-flags.ts';
import { parseStagedRollout } from '../../../../src/core/flags/staged-rollout.ts';
import type { FlagContent } from '../../../../src/core/flags/flag-store.ts';

const before: FlagContent = {
  flags: { streaming: true },
  agentTypes: { writer: { streaming: false } },
  rolloutPercent: 10,
  salt: 's',
};

describe(editFlags, () => {
  it.each<[string, FlagEdit, Partial<FlagContent>]>([
    ['nothing', { flags: {} }, {}],
    [
      'a flag',
      { flags: { multiModelRouter: false } },
      { flags: { streaming: true, multiModelRouter: false } },
    ],
    ['a flag that goes back to the file', { flags: { streaming: 'default' } }, { flags: {} }],
    [
      'a flag of one type',
      { flags: { streaming: true }, agentType: 'reader' },
      { agentTypes: { writer: { streaming: false }, reader: { streaming: true } } },
    ],
    [
      'the last flag of a type, which goes back',
      { flags: { streaming: 'default' }, agentType: 'writer' },
      { agentTypes: {} },
    ],
    ['the share', { flags: {}, percent: 0 }, { rolloutPercent: 0 }],
  ])('changes %s, and leaves the rest', (_, edit, changed) => {
    expect(editFlags(before, edit)).toEqual({ ...before, ...changed });
  });

  it('takes a share back, and needs no salt', () => {
    const content = { flags: {}, agentTypes: {}, rolloutPercent: 5 };
    expect(editFlags(content, { flags: {}, percent: 'default' })).toEqual({
      flags: {},
      agentTypes: {},
    });
  });
});

describe('a rollout', () => {
  const rollout = parseStagedRollout({ id: 'r', status: 'running' });

  it('stays while flags are edited, and makes a difference', () => {
    const content = { ...before, rollout };
    const edited = editFlags(content, { flags: {}, percent: 5 });
    expect(edited).toEqual({ ...content, rolloutPercent: 5 });
    expect(isSameContent(content, before)).toBe(false);
  });
});

describe(isSameContent, () => {
  const types = { a: { streaming: true }, b: { streaming: false } };

  it('does not mind the order of keys', () => {
    const turned = { b: types.b, a: types.a };
    expect(isSameContent({ flags: {}, agentTypes: types }, { flags: {}, agentTypes: turned })).toBe(
      true,
    );
  });

  it.each<[string, Partial<FlagContent>]>([
    ['a flag', { flags: { streaming: false } }],
    ['a flag that is not said', { flags: {} }],
    ['a type', { agentTypes: {} }],
    ['the share', { rolloutPercent: 11 }],
    ['the salt', { salt: 't' }],
  ])('minds %s', (_, changed) => {
    expect(isSameContent(before, { ...before, ...changed })).toBe(false);
  });
});
