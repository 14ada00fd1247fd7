import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../../src/rollout/compare.ts';
import type { Check, Found, GateNumber } from '../../../../src/rollout/gate/check.ts';
import { gates, runGate } from '../../../../src/rollout/gate/gates.ts';
import { readAudit } from '../../../../src/rollout/gate/read-audit.ts';
import { signaturesIn } from '../../../../src/rollout/gate/signatures.ts';
import type { Savings, Subject } from '../../../../src/rollout/gate/subject.ts';
import type { FleetReading } from '../../../../src/rollout/measure/fleet-reading.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const HOUR = 3_600_000;
const MB = 1_048_576;

const absent = async (): Promise<Found<never>> => ({ kind: 'absent', reason: 'nobody looked' });
const found =
  <T>(value: T) =>
  async (): Promise<Found<T>> => ({ kind: 'found', value, source: 'a test' });

/** A fleet that nothing is known of, but for what a test says. */
const subject = (known: Partial<Subject> = {}): Subject => ({
  now: NOW,
  tests: absent,
  testsWithoutFeatures: absent,
  config: absent,
  weaknesses: absent,
  pages: absent,
  fleet: absent,
  replicas: absent,
  savings: absent,
  accuracy: absent,
  canary: absent,
  changes: absent,
  booked: absent,
  signatures: absent,
  ...known,
});

const fast = { kind: 'samples', values: Array.from({ length: 400 }, () => 300) } as const;
const reading = (changes: Partial<FleetReading> = {}): FleetReading => ({
  source: 'a test',
  period: undefined,
  tasks: { trials: 5000, events: 0 },
  durations: fast,
  firstChunks: fast,
  streams: { trials: 1000, events: 5 },
  spawns: { kind: 'samples', values: Array.from({ length: 150 }, () => 4) },
  memory: [memoryOf(400)],
  costUsd: 1,
  notes: [],
  ...changes,
});

function memoryOf(megabytes: number, samples = 41): FleetReading['memory'][number] {
  return {
    name: 'a',
    samples: Array.from({ length: samples }, (_, index) => ({
      at: index * 15_000,
      bytes: megabytes * MB,
    })),
  };
}

const program = (exitCode: number | null, output = 'one line\nthe last line\n') =>
  found({ command: 'npm test', exitCode, output, seconds: 2 });

const replica = {
  name: 'pod-1',
  version: '1.0.5',
  generation: 3,
  features: [] as readonly string[],
  problem: undefined as string | undefined,
};
const replicas = (...list: readonly (typeof replica)[]) =>
  found({ replicas: list, generation: 3, expected: undefined });

const saved: Savings = {
  baseline: 'model-l',
  spent: 7e9,
  baselineCost: 10e9,
  simulated: 0,
  unmeasured: 0,
  tasks: 400,
  referencePrices: false,
};

const signedBy = (gate: GateNumber, at = NOW - HOUR) =>
  found(
    Object.keys(gates[gate].signatures).map((check) => ({
      check,
      by: 'Ada',
      at,
      note: 'seen',
      withdrawn: false,
    })),
  );

const comparison = (verdict: Comparison['verdict']) =>
  found<Comparison>({
    source: 'a test',
    period: null,
    seed: 1,
    confidence: 0.95,
    verdict,
    metrics: [
      {
        metric: 'errorRate',
        required: true,
        unit: 'share',
        canary: 0,
        stable: 0,
        n: { canary: 80, stable: 900 },
        scale: 'difference',
        delta: 0,
        interval: null,
        margin: 0.02,
        verdict,
        reason: 'that is how it is',
        needed: verdict === 'PASS' ? null : { canary: 20, stable: 0 },
        statistics: {},
      },
    ],
    notes: [],
  });

const changes = (...list: readonly (readonly [hoursAgo: number, action: string])[]) => {
  const all = list.map(([hours, action]) => ({
    at: NOW - hours * HOUR,
    by: 'ada',
    action,
    reason: 'why not',
  }));
  return async (sinceMs: number) =>
    found({
      from: NOW - sinceMs,
      to: NOW,
      changes: all.filter(({ at }) => at > NOW - sinceMs),
      began: all.at(-1)?.at,
    })();
};

const healthy: Partial<Subject> = {
  tests: program(0),
  testsWithoutFeatures: program(0),
  config: found({ file: 'f', errors: 0, warnings: 1, first: undefined }),
  weaknesses: found({ critical: 0, high: 0, moderate: 3, low: 9 }),
  pages: found([{ path: 'README.md', there: true }]),
  fleet: found(reading()),
  replicas: replicas(replica, { ...replica, name: 'pod-2' }),
  savings: found(saved),
  accuracy: found({ wrong: { trials: 2000, events: 60 }, fitted: 0 }),
  canary: comparison('PASS'),
  changes: changes([50, 'flags.set']),
  booked: found({
    tasks: 9,
    unknown: 0,
    taskCost: 5,
    ledgerCost: 5,
    unmeasured: 0,
    simulated: 0,
  }),
};

const all = [1, 2, 3, 4, 5] as const;

async function checkIn(gate: GateNumber, id: string, known: Partial<Subject>): Promise<Check> {
  const { checks } = await runGate(gate, subject({ ...healthy, ...known }));
  const check = checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`gate ${gate} has no ${id}`);
  return check;
}

describe(runGate, () => {
  it.each(all)('%i is undecided when nothing is known', async (gate) => {
    const { verdict, checks, summary } = await runGate(gate, subject());
    expect(verdict).toBe('undecided');
    expect(summary['not-measured']).toBe(checks.length);
    expect(checks.every(({ measured, value }) => measured === null && value === null)).toBe(true);
  });

  it.each(all)('%i passes when all is well and signed', async (gate) => {
    const report = await runGate(gate, subject({ ...healthy, signatures: signedBy(gate) }));
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(report).toMatchObject({ gate, verdict: 'pass', at: '2026-11-23T12:00:00.000Z' });
  });

  it.each(all)('%i waits for signatures', async (gate) => {
    const report = await runGate(gate, subject({ ...healthy, signatures: found([]) }));
    expect(report.verdict).toBe('undecided');
    expect(report.summary['needs-signature']).toBe(Object.keys(gates[gate].signatures).length);
  });

  it('fails when one check does, whatever is not known', async () => {
    const report = await runGate(1, subject({ tests: program(1) }));
    expect(report).toMatchObject({ verdict: 'fail', summary: { fail: 1, 'not-measured': 5 } });
  });

  it('names every check once a gate', () => {
    expect(all.map((gate) => gates[gate].checks.length)).toEqual([4, 6, 4, 3, 5]);
  });
});

describe('a program', () => {
  it.each([
    [0, 'pass', '2.0 s'],
    [1, 'fail', 'the last line'],
    [127, 'not-measured', 'the last line'],
    [126, 'not-measured', 'the last line'],
    [null, 'fail', 'ended after 2 s'],
  ])('that ends with %s: %s', async (exitCode, verdict, reason) => {
    expect(await checkIn(1, 'tests', { tests: program(exitCode) })).toMatchObject({
      verdict,
      reason,
    });
    const without = { testsWithoutFeatures: program(exitCode) };
    expect(await checkIn(2, 'regressions', without)).toMatchObject({ verdict, reason });
  });

  it('that says nothing has no reason', async () => {
    expect(await checkIn(1, 'tests', { tests: program(1, '') })).toMatchObject({ reason: '' });
  });
});

describe('the project', () => {
  it('fails for errors of the configuration, and tells the first', async () => {
    const config = found({ file: 'f', errors: 2, warnings: 0, first: 'f:3:1  no such key' });
    expect(await checkIn(1, 'config', { config })).toMatchObject({
      verdict: 'fail',
      measured: '2 errors, 0 warnings',
      reason: 'f:3:1  no such key',
    });
  });

  it.each([
    [{ critical: 0, high: 1, moderate: 0, low: 0 }, 'fail'],
    [{ critical: 1, high: 0, moderate: 0, low: 0 }, 'fail'],
    [{ critical: 0, high: 0, moderate: 9, low: 9 }, 'pass'],
  ])('with weaknesses %j: %s', async (weaknesses, verdict) => {
    expect(await checkIn(1, 'audit', { weaknesses: found(weaknesses) })).toMatchObject({ verdict });
  });

  it('fails for a page that is missing', async () => {
    const pages = found([
      { path: 'README.md', there: true },
      { path: 'docs/runbook.md', there: false },
    ]);
    expect(await checkIn(1, 'docs', { pages })).toMatchObject({
      verdict: 'fail',
      measured: '1 of 2 pages',
      reason: 'missing or empty: docs/runbook.md',
    });
  });
});

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

describe('money', () => {
  it.each<[string, Partial<Savings>, string]>([
    ['20 % exactly', { spent: 8e9 }, 'fail'],
    ['a loss', { spent: 12e9 }, 'fail'],
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

describe('signatures', () => {
  const entry = (details: unknown, at = NOW) => ({
    id: String(at),
    at,
    by: 'Ada',
    action: 'gate.sign',
    reason: 'seen',
    details,
  });

  it('are read from the audit trail; what is written otherwise is none', () => {
    const entries = [
      entry({ gate: 1, checks: ['code-review', 7], withdrawn: false }),
      entry({ gate: 2, checks: ['load-tests'] }),
      entry({ gate: 1, checks: 'code-review' }),
      entry(null),
      { ...entry({ gate: 1, checks: ['code-review'] }), action: 'flags.set' },
      entry({ gate: 1, checks: ['code-review'], withdrawn: true }, NOW - 1),
    ];
    expect(signaturesIn(entries, 1)).toEqual([
      { check: 'code-review', by: 'Ada', at: NOW, note: 'seen', withdrawn: false },
      { check: 'code-review', by: 'Ada', at: NOW - 1, note: 'seen', withdrawn: true },
    ]);
  });

  it.each([
    ['an hour ago', NOW - HOUR, false, 'pass'],
    ['31 days ago', NOW - 31 * 24 * HOUR, false, 'needs-signature'],
    ['and taken back', NOW - HOUR, true, 'needs-signature'],
  ])('given %s', async (_, at, withdrawn, verdict) => {
    const signatures = found([{ check: 'code-review', by: 'Ada', at, note: 'seen', withdrawn }]);
    expect(await checkIn(1, 'code-review', { signatures })).toMatchObject({ verdict });
    expect(await checkIn(1, 'security-review', { signatures })).toMatchObject({
      verdict: 'needs-signature',
      reason: 'aqe gate sign 1 --check security-review --by <name> --note <text>',
    });
  });
});

describe(readAudit, () => {
  it.each([
    [
      {
        metadata: {
          vulnerabilities: { info: 0, low: 1, moderate: 2, high: 3, critical: 4, total: 10 },
        },
      },
      { low: 1, moderate: 2, high: 3, critical: 4 },
    ],
    [{ metadata: { vulnerabilities: { low: 1 } } }, undefined],
    [{ metadata: { vulnerabilities: { low: -1, moderate: 0, high: 0, critical: 0 } } }, undefined],
    [{ message: 'request failed', error: {} }, undefined],
    [[], undefined],
  ])('of %j', (report, expected) => {
    expect(readAudit(JSON.stringify(report))).toEqual(expected);
  });

  it('of what is no JSON is nothing', () => {
    expect(readAudit('npm error')).toBeUndefined();
  });
});
