import { describe, expect, it } from 'vitest';
import { parseFlagContent } from '../../../../src/core/flags/parse-flags.ts';
import { parseStagedRollout } from '../../../../src/core/flags/staged-rollout.ts';

const kept = {
  id: 'wave-1',
  status: 'failed',
  features: ['streaming'],
  stages: [10, 100],
  stage: 0,
  since: 5,
  soakMs: 60,
  lookMs: 1,
  looked: 3,
  judging: { required: ['errorRate'], errorRate: 0.02, latency: 0.1, saving: 0.2, seed: 1 },
  startedAt: 4,
  startedBy: 'ada',
  startReason: '',
  endedAt: 9,
  endedBy: 'aqe canary',
  endReason: 'FAIL',
};

describe(parseStagedRollout, () => {
  it('reads what a store has kept', () => {
    expect(parseStagedRollout(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    expect(parseFlagContent({ rollout: kept }).rollout).toEqual(kept);
  });

  it.each([undefined, 7, {}, { id: 'a' }, { ...kept, status: 'lost' }, { ...kept, id: 5 }])(
    '%j is none',
    (value) => {
      expect(parseStagedRollout(value)).toBeUndefined();
      expect(parseFlagContent({ rollout: value })).not.toHaveProperty('rollout');
    },
  );

  it('has no end while it is running, and no features that it does not know', () => {
    const { endedAt: _at, endedBy: _by, endReason: _why, ...running } = kept;
    const read = parseStagedRollout({ ...running, status: 'running', features: 'all' });
    expect(read).toEqual({ ...running, status: 'running', features: [] });
  });
});
