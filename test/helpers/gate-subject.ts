import type { Comparison } from '../../src/rollout/compare.ts';
import type { Check, Found, GateNumber } from '../../src/rollout/gate/check.ts';
import { gates, runGate } from '../../src/rollout/gate/gates.ts';
import type { CanaryState, Savings, Subject } from '../../src/rollout/gate/subject.ts';
import type { FleetReading } from '../../src/rollout/measure/fleet-reading.ts';

export const NOW = Date.parse('2026-11-23T12:00:00Z');
export const HOUR = 3_600_000;
const MB = 1_048_576;

const absent = async (): Promise<Found<never>> => ({
  kind: 'absent',
  reason: 'nobody looked',
});
export const found =
  <T>(value: T) =>
  async (): Promise<Found<T>> => ({ kind: 'found', value, source: 'a test' });

/** A fleet that nothing is known of, but for what a test says. */
export const subject = (known: Partial<Subject> = {}): Subject => ({
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
  satisfaction: absent,
  signatures: absent,
  ...known,
});

export const fast = { kind: 'samples', values: Array.from({ length: 400 }, () => 300) } as const;
export const reading = (changes: Partial<FleetReading> = {}): FleetReading => ({
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

export function memoryOf(megabytes: number, samples = 41): FleetReading['memory'][number] {
  return {
    name: 'a',
    samples: Array.from({ length: samples }, (_, index) => ({
      at: index * 15_000,
      bytes: megabytes * MB,
    })),
  };
}

export const program = (exitCode: number | null, output = 'one line\nthe last line\n') =>
  found({ exitCode, output, seconds: 2 });

export const replica = {
  name: 'pod-1',
  version: '1.0.5',
  generation: 3,
  features: [] as readonly string[],
  problem: undefined as string | undefined,
};
export const replicas = (...list: readonly (typeof replica)[]) =>
  found({ replicas: list, generation: 3, expected: undefined });

export const saved: Savings = {
  baseline: 'model-l',
  spent: 7e9,
  baselineCost: 10e9,
  simulated: 0,
  unmeasured: 0,
  tasks: 400,
  interval: { low: 0.26, high: 0.34 },
  referencePrices: false,
};

export const signedBy = (gate: GateNumber, at = NOW - HOUR) =>
  found(
    gates[gate].signatures.map((check) => ({
      check,
      by: 'Ada',
      at,
      note: 'seen',
      withdrawn: false,
    })),
  );

export const comparison = (verdict: Comparison['verdict'], open?: string) =>
  found<CanaryState>({
    kind: 'compared',
    open,
    comparison: {
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
    },
  });

export const changes = (...list: readonly (readonly [hoursAgo: number, action: string])[]) => {
  const all = list.map(([hours, action]) => ({
    at: NOW - hours * HOUR,
    by: 'ada',
    action,
    reason: 'why not',
  }));
  return async (sinceMs: number) =>
    found({
      from: NOW - sinceMs,
      changes: all.filter(({ at }) => at > NOW - sinceMs),
      began: all.at(-1)?.at,
    })();
};

export const healthy: Partial<Subject> = {
  tests: program(0),
  testsWithoutFeatures: program(0),
  config: found({ errors: 0, warnings: 1, first: undefined }),
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

export const all = [1, 2, 3, 4, 5] as const;

export async function checkIn(
  gate: GateNumber,
  id: string,
  known: Partial<Subject>,
): Promise<Check> {
  const { checks } = await runGate(gate, subject({ ...healthy, ...known }));
  const check = checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`gate ${gate} has no ${id}`);
  return check;
}
