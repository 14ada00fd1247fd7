import { describe, expect, it } from 'vitest';
import {
  type ModelLifecycle,
  type ModelStatus,
  modelStatus,
} from '../../../../src/core/cost/catalogue.ts';

describe(modelStatus, () => {
  const model = {
    id: 'm',
    provider: 'p',
    tier: undefined,
    prices: undefined,
    contextWindow: undefined,
  };

  it.each<{ when: string; lifecycle: ModelLifecycle; left: number; status: ModelStatus }>([
    { when: 'no end is announced', lifecycle: {}, left: 0, status: 'current' },
    {
      when: 'the end is more than 90 days away',
      lifecycle: { endsOn: '2027-03-01' },
      left: 91,
      status: 'current',
    },
    {
      when: 'the end is 90 days away',
      lifecycle: { endsOn: '2027-03-01' },
      left: 90,
      status: 'ending',
    },
    { when: 'the end is today', lifecycle: { endsOn: '2026-11-23' }, left: 0, status: 'ending' },
    {
      when: 'the end was yesterday',
      lifecycle: { endsOn: '2026-11-22' },
      left: -1,
      status: 'retired',
    },
    {
      when: 'the id never existed',
      lifecycle: { neverExisted: true },
      left: 0,
      status: 'never-existed',
    },
  ])('is $status when $when', ({ lifecycle, left, status }) => {
    expect(modelStatus({ ...model, lifecycle }, () => left)).toBe(status);
  });

  it('is unknown without an entry', () => {
    expect(modelStatus(undefined, () => 0)).toBe('unknown');
  });
});
