import type { Check, CheckVerdict, GateNumber } from './check.ts';
import { selectionAccuracy } from './checks/accuracy.ts';
import { canaryPasses, stableFor } from './checks/canary.ts';
import {
  agentSpawn,
  errorRate,
  firstChunk,
  memory,
  p95Latency,
  streamingSuccess,
} from './checks/fleet.ts';
import { costTracking, savings } from './checks/money.ts';
import { noRegressions, testsPass } from './checks/programs.ts';
import { configValid, dependenciesSafe, pagesThere } from './checks/project.ts';
import { featuresOff, replicasHealthy } from './checks/replicas.ts';
import { usersSatisfied } from './checks/satisfaction.ts';
import { signed } from './checks/signed.ts';
import type { Examine, Subject } from './subject.ts';

/** A gate of the documents. */
interface Gate {
  readonly name: string;
  /** In the order of printing. */
  readonly checks: readonly Examine[];
  /** The ids of the checks that people may answer for. */
  readonly signatures: readonly string[];
}

/** The five gates, in the order in which a fleet goes through them. */
export const gates: Readonly<Record<GateNumber, Gate>> = {
  1: {
    name: 'Pre-deployment',
    checks: [
      testsPass,
      configValid,
      dependenciesSafe,
      pagesThere,
      signed(1, 'code-review', 'Code review approved'),
      signed(1, 'security-review', 'Security review passed'),
    ],
    signatures: ['code-review', 'security-review'],
  },
  2: {
    name: 'Alpha',
    checks: [
      featuresOff,
      noRegressions,
      errorRate,
      p95Latency,
      memory,
      agentSpawn,
      signed(2, 'load-tests', 'Load tests pass'),
      signed(2, 'monitoring', 'Monitoring is set up'),
    ],
    signatures: ['load-tests', 'monitoring'],
  },
  3: {
    name: 'Beta',
    checks: [
      selectionAccuracy,
      savings,
      streamingSuccess,
      firstChunk,
      signed(3, 'critical-bugs', 'No critical bugs'),
    ],
    signatures: ['critical-bugs'],
  },
  4: {
    name: 'Production canary',
    checks: [
      canaryPasses,
      stableFor(24),
      costTracking,
      signed(4, 'user-issues', 'No issues reported by users'),
    ],
    signatures: ['user-issues'],
  },
  5: {
    name: 'Full production',
    checks: [replicasHealthy, errorRate, p95Latency, savings, stableFor(48), usersSatisfied],
    signatures: ['user-feedback'],
  },
};

/** Whether a gate opens. */
export type GateVerdict = 'pass' | 'fail' | 'undecided';

/** A gate with all that was found. */
export interface GateReport {
  readonly gate: GateNumber;
  readonly name: string;
  readonly verdict: GateVerdict;
  /** When it was looked at, ISO 8601. */
  readonly at: string;
  readonly checks: readonly Check[];
  /** How many checks ended how. */
  readonly summary: Readonly<Record<CheckVerdict, number>>;
}

/** Makes all checks of a gate, one after the other; a failing one stops no other. */
export async function runGate(gate: GateNumber, subject: Subject): Promise<GateReport> {
  const { name, checks: examinations } = gates[gate];
  const checks: Check[] = [];
  for (const examine of examinations) {
    // oxlint-disable-next-line no-await-in-loop -- programs would get in each other's way
    checks.push(await examine(subject));
  }
  const summary = { pass: 0, fail: 0, 'not-measured': 0, 'needs-signature': 0 };
  for (const { verdict } of checks) summary[verdict] += 1;
  return {
    gate,
    name,
    verdict: verdictOf(summary),
    at: new Date(subject.now).toISOString(),
    checks,
    summary,
  };
}

/** What is not known is no pass. */
function verdictOf(summary: GateReport['summary']): GateVerdict {
  if (summary.fail > 0) return 'fail';
  return summary['not-measured'] + summary['needs-signature'] > 0 ? 'undecided' : 'pass';
}
