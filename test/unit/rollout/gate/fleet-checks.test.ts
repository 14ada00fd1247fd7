import { describe, expect, it } from 'vitest';
import type { GateNumber } from '../../../../src/rollout/gate/check.ts';
import type { Subject } from '../../../../src/rollout/gate/subject.ts';
import type { FleetReading } from '../../../../src/rollout/measure/fleet-reading.ts';
import {
  found,
  fast,
  reading,
  memoryOf,
  replica,
  replicas,
  checkIn,
} from '../../../helpers/gate-subject.ts';

describe('the fleet', () => {
  it.each<[GateNumber, string, Partial<FleetReading>, string]>([
    [2, 'error-rate', { tasks: { trials: 500, events: 0 } }, 'not-measured'],
    [2, 'error-rate', { tasks: { trials: 500, events: 8 } }, 'fail'],
    [5, 'error-rate', { tasks: undefined }, 'not-measured'],
    [5, 'p95-latency', { durations: undefined }, 'not-measured'],
    [5, 'p95-latency', { durations: { kind: 'samples', values: [1] } }, 'not-measured'],
    [
      5,
      'p95-latency',
      { durations: { kind: 'samples', values: fast.values.map((ms) => ms * 10) } },
      'fail',
    ],
    [3, 'first-chunk', { firstChunks: undefined }, 'not-measured'],
    [
      3,
      'first-chunk',
      { firstChunks: { kind: 'samples', values: fast.values.map((ms) => ms * 2) } },
      'fail',
    ],
    [3, 'streaming-success', { streams: undefined }, 'not-measured'],
    [3, 'streaming-success', { streams: { trials: 0, events: 0 } }, 'not-measured'],
    [3, 'streaming-success', { streams: { trials: 1000, events: 50 } }, 'fail'],
    [3, 'streaming-success', { streams: { trials: 1000, events: 15 } }, 'not-measured'],
    [2, 'agent-spawn', { spawns: undefined }, 'not-measured'],
    [2, 'agent-spawn', { spawns: { kind: 'samples', values: fast.values } }, 'fail'],
    [2, 'memory', { memory: [] }, 'not-measured'],
    [2, 'memory', { memory: [memoryOf(400, 29)] }, 'not-measured'],
    [2, 'memory', { memory: [memoryOf(400), memoryOf(400, 31)] }, 'not-measured'],
    [2, 'memory', { memory: [memoryOf(400), memoryOf(600, 1)] }, 'fail'],
  ])('gate %i, %s of %j: %s', async (gate, id, change, verdict) => {
    expect(await checkIn(gate, id, { fleet: found(reading(change)) })).toMatchObject({ verdict });
  });

  it('tells the memory of one process and of several', async () => {
    expect(await checkIn(2, 'memory', {})).toMatchObject({
      measured: '400 MB',
      reason: 'the most that 1 process had, in 41 samples or more',
    });
    const two = found(reading({ memory: [memoryOf(400), memoryOf(500, 50)] }));
    expect(await checkIn(2, 'memory', { fleet: two })).toMatchObject({
      measured: '500 MB',
      reason: 'the most that 2 processes had, in 41 samples or more',
    });
  });

  it('says what was measured, how sure it is, and what is still needed', async () => {
    const few = found(reading({ tasks: { trials: 500, events: 0 }, notes: ['1 restart'] }));
    expect(await checkIn(2, 'error-rate', { fleet: few })).toMatchObject({
      measured: '0 %',
      n: 500,
      interval: { low: 0, high: expect.closeTo(0.0076, 4) },
      needed: expect.closeTo(3350, -2),
      reason: expect.stringMatching(/^500 tasks; needs about 3,\d+ more; 1 restart$/),
      source: 'a test',
    });
    expect(await checkIn(3, 'streaming-success', {})).toMatchObject({
      measured: '99.5 %',
      value: 0.995,
      reason: '1,000 streams; 98.8 % to 99.8 %',
    });
    const loose = found(reading({ streams: { trials: 1000, events: 25 } }));
    expect(await checkIn(3, 'streaming-success', { fleet: loose })).toMatchObject({
      reason: '1,000 streams; 96.3 % to 98.3 % cannot be told from the target',
    });
    const open = {
      kind: 'histogram' as const,
      histogram: [
        { upper: 1000, count: 900 },
        { upper: Infinity, count: 100 },
      ],
    };
    const beyond = found(reading({ durations: open }));
    expect(await checkIn(2, 'p95-latency', { fleet: beyond })).toMatchObject({
      interval: null,
      measured: null,
      reason: '1,000 tasks; 1 s to more cannot be told from the target',
    });
  });
});

describe('replicas', () => {
  const on = { ...replica, features: ['streaming'] };

  it.each<[GateNumber, string, Subject['replicas'], string]>([
    [2, 'features-off', replicas(), 'not-measured'],
    [2, 'features-off', replicas(replica, on), 'fail'],
    [5, 'replicas', replicas(), 'not-measured'],
    [5, 'replicas', replicas(replica, { ...replica, problem: 'no file' }), 'fail'],
    [5, 'replicas', replicas(replica, { ...replica, generation: 2 }), 'fail'],
    [5, 'replicas', replicas(replica, { ...replica, version: '1.0.4' }), 'fail'],
    [5, 'replicas', found({ replicas: [replica], generation: 3, expected: 8 }), 'fail'],
    [5, 'replicas', found({ replicas: [], generation: 3, expected: 8 }), 'fail'],
    [5, 'replicas', found({ replicas: [replica], generation: undefined, expected: 1 }), 'pass'],
  ])('gate %i, %s', async (gate, id, state, verdict) => {
    expect(await checkIn(gate, id, { replicas: state })).toMatchObject({ verdict });
  });

  it('names those that are not well', async () => {
    const state = found({
      replicas: [replica, { ...replica, name: 'pod-2', generation: 2 }],
      generation: 3,
      expected: 3,
    });
    expect(await checkIn(5, 'replicas', { replicas: state })).toMatchObject({
      measured: '1 of 3',
      reason: '1 of 3 are not there; pod-2: has generation 2 of the flags, 3 is the newest',
    });
  });
});
