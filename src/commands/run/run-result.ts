import type { AttemptRecord, VerdictEvent } from '../../core/streaming/events.ts';
import type { TokenUsage } from '../../core/cost/token-usage.ts';
import type { TaskPlan } from '../../fleet/plan-task.ts';
import type { ResultEvent } from '../../fleet/run-event.ts';
import { type Money, money } from '../../report/money.ts';
import type { TaskResult } from '../../fleet/results/task-result.ts';

/** What `aqe run --json` prints. */
export interface RunResult {
  readonly taskId: string;
  readonly taskType: string;
  readonly agentType: string;
  readonly model: { readonly name: string; readonly id: string; readonly provider: string };
  readonly simulated: boolean;
  /** Null where no router ran. */
  readonly routing: { readonly score: number; readonly strategy: string } | null;
  readonly reason: string;
  readonly streamed: boolean;
  readonly result: TaskResult;
  readonly stopReason: string;
  readonly usage: TokenUsage;
  /** `measured`: no part of it is an estimate. */
  readonly cost: Money & { readonly measured: boolean };
  /** Whether the cost was written to the fleet's database. */
  readonly recorded: boolean;
  /** What the verifier said of each answer, in order; null where one model was asked and nobody judged. */
  readonly escalation: readonly Omit<VerdictEvent, 'type' | 'next'>[] | null;
  /** The one without `failure` succeeded. */
  readonly attempts: readonly AttemptRecord[];
  readonly durationMs: number;
  readonly firstTextMs: number | null;
  /** Files that `--out` wrote. */
  readonly saved: readonly string[];
}

/** What is known beside plan and result. */
export interface RunFacts {
  readonly simulated: boolean;
  readonly recorded: boolean;
  readonly saved: readonly string[];
  readonly verdicts: readonly VerdictEvent[];
}

/** Puts together what a run came to. */
export function runResult(plan: TaskPlan, event: ResultEvent, facts: RunFacts): RunResult {
  const { task, choice, streamed } = plan;
  const { result, stopReason, usage, cost, attempts, durationMs, firstTextMs } = event;
  const { model, reason, decision } = choice;
  return {
    taskId: task.id,
    taskType: task.type,
    agentType: task.agentType,
    model: { name: model.name, id: model.model, provider: model.provider },
    simulated: facts.simulated,
    routing:
      decision === undefined
        ? null
        : { score: decision.analysis.score, strategy: decision.strategy },
    reason,
    streamed,
    result,
    stopReason,
    usage,
    cost: { ...money(cost), measured: attempts.every(({ basis }) => basis === 'measured') },
    recorded: facts.recorded,
    escalation: escalationOf(facts.verdicts),
    attempts,
    durationMs,
    firstTextMs: firstTextMs ?? null,
    saved: facts.saved,
  };
}

function escalationOf(verdicts: readonly VerdictEvent[]): RunResult['escalation'] {
  if (verdicts.length === 0) return null;
  return verdicts.map(({ modelName, verdict, reasons }) => ({ modelName, verdict, reasons }));
}
