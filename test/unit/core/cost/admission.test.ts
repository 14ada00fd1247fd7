import { describe, expect, it } from 'vitest';
import { dueAlerts, firstOverLimit } from '../../../../src/core/cost/admission.ts';
import { limited } from '../../../helpers/budget-requests.ts';

const watched = (limit: number | undefined, spent: number, reserved: number, alerted = -1) => ({
  window: limited('day', limit, 50, 80.5, 100),
  state: { key: 'day', spent, reserved },
  alerted,
});

describe(firstOverLimit, () => {
  it('finds the first that is over, and none at the limit or without one', () => {
    const [at, none] = [watched(100, 60, 40), watched(undefined, 1e15, 0)];
    const over = watched(100, 60, 41);
    expect(firstOverLimit([at, none])).toBeUndefined();
    expect(firstOverLimit([at, over, watched(1, 5, 5)])).toBe(over);
  });
});

describe(dueAlerts, () => {
  it.each([
    [499, 0, -1, []],
    [300, 200, -1, [50]],
    [0, 805, -1, [50, 80.5]],
    [804, 0, 50, []],
    [1000, 0, 80.5, [100]],
    [1000, 0, 100, []],
  ])('of 1000 with %d spent, %d held and %d told are %j', (spent, reserved, alerted, percents) => {
    const alerts = dueAlerts(watched(1000, spent, reserved, alerted));
    expect(alerts.map(({ percent }) => percent)).toEqual(percents);
  });

  it('are none without a limit', () => {
    expect(dueAlerts(watched(undefined, 1e15, 0))).toEqual([]);
  });
});
