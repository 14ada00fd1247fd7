import { describe, expect, it } from 'vitest';
import { documentedWeights } from '../../../../src/core/routing/complexity-analysis.ts';
import { documentsFormula } from '../../../../src/core/routing/documents-formula.ts';

describe(documentsFormula, () => {
  it.each([
    ['nothing', { description: '' }, { token: 0, structure: 0, context: 0 }, 0, 0],
    [
      'size, branches and demands',
      { description: 'Analyze it', payload: { code: 'if (a && b) {}' } },
      { token: 8 / 2000, structure: 2 / 20, context: 1 / 3 },
      (0.4 * 8) / 2000 + (0.3 * 2) / 20 + 0.1,
      8,
    ],
  ])('reads %s', (_, task, factors, score, tokens) => {
    const result = documentsFormula(task, documentedWeights);
    expect(result.tokens).toBe(tokens);
    expect(result.factors).toEqual(factors);
    expect(result.score).toBeCloseTo(score, 12);
  });

  it('has a ceiling', () => {
    const task = { description: 'design if else '.repeat(2000) };
    expect(documentsFormula(task, documentedWeights).score).toBeCloseTo(1, 12);
  });
});
