import { describe, expect, it } from 'vitest';
import { rolloutText, stageBlocks } from '../../../src/report/rollout/stage-blocks.ts';
import type { RolloutView } from '../../../src/rollout/stages/rollout-view.ts';

function view(changes: Partial<RolloutView>): RolloutView {
  return {
    id: 'r',
    status: 'running',
    features: ['streaming'],
    stages: [10, 50, 100],
    stage: 1,
    percent: 50,
    since: '2026-11-23T10:00:00.000Z',
    soakMs: 1,
    soakLeftMs: 0,
    lookMs: 1,
    judging: { required: [], errorRate: 0, latency: 0, saving: 0, seed: 1 },
    startedAt: '2026-11-22T09:00:00.000Z',
    startedBy: 'Ann',
    startReason: null,
    endedAt: null,
    endedBy: null,
    endReason: null,
    ...changes,
  };
}

describe(stageBlocks, () => {
  it.each([
    ['running', ['passed', 'since 2026-11-23 10:00 UTC', 'to come']],
    ['failed', ['passed', 'harm was shown', 'not reached']],
    ['aborted', ['passed', 'ended by hand', 'not reached']],
  ] as const)('says of each stage of one that is %s where it is', (status, states) => {
    const [, table] = stageBlocks(view({ status }));
    expect(table).toMatchObject({
      table: { rows: states.map((state) => expect.arrayContaining([state])) },
    });
  });

  it('says that there was none', () => {
    expect(stageBlocks(null)).toMatchObject([
      { kind: 'text', text: expect.stringContaining('no rollout') },
    ]);
  });
});

describe(rolloutText, () => {
  it('says who began it, who ended it, and why', () => {
    const ended = { endedAt: '2026-11-23T11:00:00.000Z', endedBy: 'Bob', endReason: 'errors' };
    expect(rolloutText(view({ ...ended, status: 'failed', startReason: 'week 6' }))).toBe(
      'The rollout failed, and was taken back, at 50 % on 2026-11-23 11:00 UTC by Bob: errors. Ann started it at 2026-11-22 09:00 UTC (week 6), for streaming.',
    );
    expect(rolloutText(view({ status: 'completed', stage: 2, percent: 100 }))).toMatch(
      /^The rollout is complete at 100 %\. /,
    );
  });
});
