import { type Random, seededRandom } from '../../src/core/random.ts';

/** How the tasks of an arm turn out. */
export interface ArmModel {
  /** Share that fails. */
  readonly fails?: number;
  /** Median duration in milliseconds. */
  readonly durationMs?: number;
  /** Share of tasks that take eight times as long. */
  readonly slow?: number;
  /** Median cost in US dollars. */
  readonly cost?: number;
}

/** A task as a file of `aqe canary compare` has it. */
export interface CanaryTask {
  readonly status: 'succeeded' | 'failed';
  readonly durationMs: number;
  readonly costUsd: number;
  readonly agentType: string;
  readonly at: number;
}

const START = Date.parse('2026-11-23T10:00:00Z');
const HOUR = 3_600_000;

/** Tasks of one arm, spread over an hour; the same for the same seed. */
export function canaryTasks(
  count: number,
  { fails = 0.01, durationMs = 1000, slow = 0, cost = 0.01 }: ArmModel,
  seed: number | string,
): readonly CanaryTask[] {
  const random = seededRandom('tasks', seed);
  return Array.from({ length: count }, (_, index) => ({
    status: random() < fails ? 'failed' : 'succeeded',
    durationMs: durationMs * Math.exp(0.3 * normal(random)) * (random() < slow ? 8 : 1),
    costUsd: cost * Math.exp(0.3 * normal(random)),
    agentType: index % 2 === 0 ? 'test-generator' : 'coverage-analyzer',
    at: START + (index * HOUR) / count,
  }));
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
