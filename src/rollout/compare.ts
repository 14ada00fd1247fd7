import type { Evidence } from './evidence.ts';
import { judgeAssignment } from './judge/judge-assignment.ts';
import { judgeCost } from './judge/judge-cost.ts';
import { judgeErrorRate } from './judge/judge-error-rate.ts';
import { judgeMemory } from './judge/judge-memory.ts';
import { judgeQuantile } from './judge/judge-quantile.ts';
import { judgeThroughput } from './judge/judge-throughput.ts';
import type { Judging } from './margins.ts';
import { type MetricResult, overallVerdict, type Verdict } from './verdict.ts';

/** Canary against stable, judged. */
export interface Comparison {
  readonly source: string;
  readonly period: Evidence['period'] | null;
  readonly seed: number;
  readonly confidence: number;
  readonly verdict: Verdict;
  readonly metrics: readonly MetricResult[];
  readonly notes: readonly string[];
}

/** Judges a canary. The same evidence and seed give the same answer. */
export function compare(evidence: Evidence, judging: Judging): Comparison {
  const metrics = [
    judgeAssignment(evidence.tasks, evidence.defects),
    judgeErrorRate('errorRate', evidence.tasks, judging),
    judgeQuantile('p95Latency', evidence.durations, judging),
    judgeCost(evidence.costs, judging),
    judgeMemory(evidence.memory, judging),
    judgeThroughput(evidence),
    judgeQuantile('p95FirstChunk', evidence.firstChunks, judging),
    judgeErrorRate('streamingSuccess', evidence.streams, judging),
  ];
  return {
    source: evidence.source,
    period: evidence.period ?? null,
    seed: judging.seed,
    confidence: judging.confidence,
    verdict: overallVerdict(metrics),
    metrics,
    notes: evidence.notes,
  };
}
