import { describe, expect, it } from 'vitest';
import type { ComplexityAnalysis } from '../../../../src/core/routing/complexity-analysis.ts';
import { tierOf } from '../../../../src/core/routing/complexity-analysis.ts';
import {
  needsSecondOpinion,
  opinionRequest,
  parseOpinion,
  withSecondOpinion,
} from '../../../../src/core/routing/second-opinion.ts';
import type { ModelTier } from '../../../../src/core/cost/catalogue.ts';

const at = (score: number): ComplexityAnalysis => ({
  score,
  tier: tierOf(score),
  factors: { token: 0.5, structure: 0.5, context: 0.5 },
  signals: [],
  tokens: 1,
});
const task = { description: 'Is it?', payload: { code: 'x' } };

describe(needsSecondOpinion, () => {
  it.each([
    [0.31, true],
    [0.29, false],
    [0.49, true],
    [0.6, false],
    [0.71, true],
    [0.89, true],
    [0.91, false],
  ])('for a score of %d: %s', (score, needed) => {
    expect(needsSecondOpinion(at(score), true)).toBe(needed);
    expect(needsSecondOpinion(at(score), false)).toBe(false);
  });
});

describe(parseOpinion, () => {
  it.each([
    ['simple', 'haiku'],
    ['Medium.', 'sonnet'],
    ['**COMPLEX**', 'opus'],
    ['simple or medium', undefined],
    ['I cannot say', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %s', (answer, tier) => {
    expect(parseOpinion(answer)).toBe(tier);
  });
});

describe(opinionRequest, () => {
  it('shows task and data, cut, and asks for one word', () => {
    const { prompt, maxTokens } = opinionRequest({
      description: 'Do it',
      payload: 'y'.repeat(100_000),
    });
    expect(prompt).toContain('<task>\nDo it\n</task>');
    expect(prompt.length).toBeLessThan(6100);
    expect(maxTokens).toBe(8);
  });
});

const opinion = async (
  score: number,
  answer: string | undefined,
  cache: Map<string, ModelTier> = new Map(),
): Promise<number> =>
  (await withSecondOpinion(task, at(score), { ask: async () => answer, cache })).score;

describe(withSecondOpinion, () => {
  it.each([
    [0.38, 'medium', 0.41],
    [0.43, 'simple', 0.39],
    [0.38, 'simple', 0.38],
    [0.43, 'medium', 0.43],
    [0.38, 'complex', 0.38],
    [0.78, 'complex', 0.81],
    [0.83, 'medium', 0.79],
    [0.83, 'simple', 0.83],
    [0.38, undefined, 0.38],
    [0.38, 'no idea', 0.38],
  ])('a score of %d, told %s, becomes %d', async (score, answer, expected) => {
    expect(await opinion(score, answer)).toBeCloseTo(expected, 12);
  });

  it('changes the tier with the score', async () => {
    const result = await withSecondOpinion(task, at(0.38), {
      ask: async () => 'medium',
      cache: new Map(),
    });
    expect(result.tier).toBe('sonnet');
  });

  it('asks once for the same task', async () => {
    const cache = new Map<string, ModelTier>();
    let asked = 0;
    const ask = async (): Promise<string> => {
      asked += 1;
      return 'medium';
    };
    await withSecondOpinion(task, at(0.38), { ask, cache });
    await withSecondOpinion({ ...task, type: 'other' }, at(0.39), { ask, cache });
    await withSecondOpinion({ description: 'Another' }, at(0.39), { ask, cache });
    expect(asked).toBe(2);
    expect(cache.size).toBe(2);
  });
});
