import { describe, expect, it } from 'vitest';
import { ratingOf, summarizeFeedback } from '../../../../src/core/feedback/summarize-feedback.ts';

describe(summarizeFeedback, () => {
  it('knows nothing of no voices: null, not 0', () => {
    expect(summarizeFeedback([])).toEqual({
      count: 0,
      mean: null,
      satisfied: null,
      satisfiedInterval: null,
      byRating: [1, 2, 3, 4, 5].map((rating) => ({ rating, count: 0 })),
    });
  });

  it('counts four and five stars as satisfied', () => {
    const summary = summarizeFeedback([{ rating: 5 }, { rating: 4 }, { rating: 3 }, { rating: 4 }]);
    expect(summary).toMatchObject({ count: 4, mean: 4, satisfied: 0.75 });
    expect(summary.byRating.map(({ count }) => count)).toEqual([0, 0, 1, 2, 1]);
    // Wilson's interval of 3 in 4.
    expect(summary.satisfiedInterval?.low).toBeCloseTo(0.3006, 4);
    expect(summary.satisfiedInterval?.high).toBeCloseTo(0.9544, 4);
  });
});

describe(ratingOf, () => {
  it.each([
    [1, 1],
    [5, 5],
    [0, undefined],
    [6, undefined],
    [2.5, undefined],
    [Number.NaN, undefined],
  ])('of %d is %s', (value, rating) => {
    expect(ratingOf(value)).toBe(rating);
  });
});
