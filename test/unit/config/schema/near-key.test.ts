import { describe, expect, it } from 'vitest';
import { didYouMean, foldKey, nearKey } from '../../../../src/config/schema/near-key.ts';

describe(nearKey, () => {
  it.each([
    { key: 'max_agents', meant: 'maxAgents', why: 'another case style' },
    { key: 'maxAgent', meant: 'maxAgents', why: 'a letter left out' },
    { key: 'heartbeatIntervall', meant: 'heartbeatInterval', why: 'a letter too much' },
    { key: 'naem', meant: undefined, why: 'two changes in a short name make another word' },
    { key: 'topology', meant: undefined, why: 'nothing near' },
  ])('$key: $why', ({ key, meant }) => {
    expect(nearKey(key, ['id', 'name', 'maxAgents', 'heartbeatInterval'])).toBe(meant);
  });

  it('prefers the nearest', () => {
    expect(nearKey('timeot', ['timeoutMs', 'timeout'])).toBe('timeout');
  });
});

describe(didYouMean, () => {
  it('asks, or says nothing', () => {
    expect(didYouMean('sonet', ['opus', 'sonnet'])).toBe('Did you mean "sonnet"?');
    expect(didYouMean('gpt', ['opus', 'sonnet'])).toBeUndefined();
  });
});

describe(foldKey, () => {
  it('ignores case and separators', () => {
    expect(['maxAgents', 'max_agents', 'Max-Agents'].map(foldKey)).toEqual(
      Array.from({ length: 3 }, () => 'maxagents'),
    );
  });
});
