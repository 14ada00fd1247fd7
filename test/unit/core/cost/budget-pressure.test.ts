import { describe, expect, it } from 'vitest';
import { budgetStanding } from '../../../../src/core/cost/budget-pressure.ts';
import { limited } from '../../../helpers/budget-requests.ts';

const windows = [limited('day', 1000), limited('week', undefined), limited('month', 5000)];

function standing(
  day: readonly [number, number],
  month: number,
  degradeAtPercent?: number,
): object {
  const [spent, reserved] = day;
  const states = [
    { key: 'day', spent, reserved },
    { key: 'week', spent: 1e12, reserved: 0 },
    { key: 'month', spent: month, reserved: 0 },
  ];
  return budgetStanding(windows, states, degradeAtPercent);
}

describe(budgetStanding, () => {
  it.each([
    ['nothing is spent', [0, 0], 0, 90, { pressure: 'normal', remaining: 1000 }],
    ['one below the share', [800, 99], 0, 90, { pressure: 'normal', remaining: 101 }],
    [
      'the share is reached with what is held',
      [800, 100],
      0,
      90,
      { pressure: 'degrade', remaining: 100 },
    ],
    [
      'the share is reached in another window',
      [0, 0],
      4500,
      90,
      { pressure: 'degrade', remaining: 500 },
    ],
    ['nothing is left', [400, 600], 0, 90, { pressure: 'exhausted', remaining: 0 }],
    [
      'more is gone than there was',
      [1300, 0],
      0,
      undefined,
      { pressure: 'exhausted', remaining: 0 },
    ],
    [
      'cheaper models are not asked for',
      [999, 0],
      0,
      undefined,
      { pressure: 'normal', remaining: 1 },
    ],
  ] as const)('when %s', (_when, day, month, percent, expected) => {
    expect(standing(day, month, percent)).toEqual(expected);
  });

  it('has no end without limits', () => {
    const unlimited = [limited('day', undefined)];
    const states = [{ key: 'day', spent: 1e15, reserved: 0 }];
    expect(budgetStanding(unlimited, states, 1)).toEqual({
      pressure: 'normal',
      remaining: undefined,
    });
    expect(budgetStanding(windows, [], 1)).toEqual({ pressure: 'normal', remaining: undefined });
  });
});
