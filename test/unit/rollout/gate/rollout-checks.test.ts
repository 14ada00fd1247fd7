import { describe, expect, it } from 'vitest';
import type { Savings } from '../../../../src/rollout/gate/subject.ts';
import { found, saved, comparison, changes, checkIn } from '../../../helpers/gate-subject.ts';

describe('money', () => {
  it.each<[string, Partial<Savings>, string]>([
    ['20 % exactly', { spent: 8e9, interval: { low: 0.2, high: 0.2 } }, 'fail'],
    ['a loss', { spent: 12e9, interval: { low: -0.3, high: -0.1 } }, 'fail'],
    ['what may be less', { interval: { low: 0.19, high: 0.41 } }, 'not-measured'],
    ['who knows what', { interval: undefined }, 'not-measured'],
    ['a saving that was simulated', { simulated: 1 }, 'not-measured'],
    ['49 tasks', { tasks: 49 }, 'not-measured'],
    ['estimates', { unmeasured: 0.4e9 }, 'not-measured'],
    ['prices that nobody charged', { referencePrices: true }, 'not-measured'],
    ['nothing to compare with', { baselineCost: 0 }, 'not-measured'],
  ])('of %s', async (_, change, verdict) => {
    const savings = found({ ...saved, ...change });
    expect(await checkIn(3, 'cost-savings', { savings })).toMatchObject({ verdict });
    expect(await checkIn(5, 'cost-savings', { savings })).toMatchObject({ verdict });
  });

  it('says what it is made of', async () => {
    expect(await checkIn(3, 'cost-savings', {})).toMatchObject({
      measured: '30 %',
      reason: '$7.00 for 400 tasks; the same answers at the prices of model-l: $10.00',
    });
    const simulated = found({ ...saved, simulated: 5e6 });
    expect(await checkIn(3, 'cost-savings', { savings: simulated })).toMatchObject({
      reason: 'simulated: $0.005 of $7.00, which nobody was billed for',
    });
  });

  const booked = {
    tasks: 9,
    unknown: 0,
    taskCost: 5e9,
    ledgerCost: 5e9,
    unmeasured: 0,
    simulated: 0,
  };
  it.each([
    [{ tasks: 0 }, 'not-measured'],
    [{ unknown: 1 }, 'fail'],
    [{ ledgerCost: 4e9 }, 'fail'],
    [{ simulated: 1 }, 'not-measured'],
    [{ unmeasured: 1e9 }, 'fail'],
  ])('is not tracked with %j: %s', async (change, verdict) => {
    const state = found({ ...booked, ...change });
    expect(await checkIn(4, 'cost-tracking', { booked: state })).toMatchObject({ verdict });
  });
});

describe('selection accuracy', () => {
  it.each([
    [2000, 60, 'pass'],
    [300, 9, 'not-measured'],
    [2000, 200, 'fail'],
  ])('of %i tasks, %i of them wrong: %s', async (trials, events, verdict) => {
    const accuracy = found({ wrong: { trials, events }, fitted: 12 });
    expect(await checkIn(3, 'selection-accuracy', { accuracy })).toMatchObject({
      verdict,
      value: 1 - events / trials,
      reason: expect.stringContaining('12 more, which the router was fitted to, do not count'),
    });
  });

  it('of no task is not known', async () => {
    const accuracy = found({ wrong: { trials: 0, events: 0 }, fitted: 0 });
    expect(await checkIn(3, 'selection-accuracy', { accuracy })).toMatchObject({
      verdict: 'not-measured',
      interval: null,
    });
  });
});

describe('the canary', () => {
  it.each([
    ['FAIL', 'fail'],
    ['INCONCLUSIVE', 'not-measured'],
    ['INSUFFICIENT_DATA', 'not-measured'],
    ['ERROR', 'not-measured'],
  ] as const)('that is judged %s: %s', async (verdict, expected) => {
    expect(await checkIn(4, 'canary', { canary: comparison(verdict) })).toMatchObject({
      verdict: expected,
      measured: verdict,
      n: 80,
      needed: 20,
      reason: 'errorRate: that is how it is',
    });
  });

  it('does not pass while its stage goes on', async () => {
    const canary = comparison('PASS', '10 %: the stage has not taken long enough');
    expect(await checkIn(4, 'canary', { canary })).toMatchObject({
      verdict: 'not-measured',
      measured: 'PASS',
      reason: '10 %: the stage has not taken long enough; errorRate: that is how it is',
    });
    const failed = comparison('FAIL', '10 %: one more look has to pass');
    expect(await checkIn(4, 'canary', { canary: failed })).toMatchObject({ verdict: 'fail' });
  });

  it.each([
    ['completed', 100, 'pass'],
    ['failed', 25, 'fail'],
    ['aborted', 10, 'fail'],
  ] as const)('whose rollout is over and %s at %i %%: %s', async (status, percent, verdict) => {
    const canary = found({ kind: 'over' as const, status, percent, by: 'ada', reason: 'so it is' });
    expect(await checkIn(4, 'canary', { canary })).toMatchObject({
      verdict,
      measured: `${status} at ${percent} %`,
      reason: 'by ada: so it is',
    });
    const silent = found({ kind: 'over' as const, status, percent, by: 'ada', reason: '' });
    expect(await checkIn(4, 'canary', { canary: silent })).toMatchObject({ reason: 'by ada' });
  });

  it.each([
    ['nothing ever happened', changes(), 'not-measured'],
    ['a change 3 hours ago', changes([3, 'flags.set'], [99, 'flags.set']), 'not-measured'],
    ['a rollback 3 hours ago', changes([3, 'rollback.immediate'], [99, 'flags.set']), 'fail'],
    ['a canary that failed', changes([1, 'flags.set'], [3, 'canary.fail']), 'fail'],
    ['a rollback before that', changes([60, 'rollback.immediate']), 'pass'],
  ])('is stable: %s', async (_, trail, verdict) => {
    expect(await checkIn(4, 'stable-24h', { changes: trail })).toMatchObject({ verdict });
    expect(await checkIn(5, 'stable-48h', { changes: trail })).toMatchObject({ verdict });
  });

  it('says what happened, and how long it takes', async () => {
    const trail = changes([3, 'flags.set']);
    expect(await checkIn(4, 'stable-24h', { changes: trail })).toMatchObject({
      reason: 'flags.set by ada, 2026-11-23T09:00:00.000Z (why not); 21 hours to go',
    });
  });
});
