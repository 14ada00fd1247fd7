import { field, invalid, isRecord, type JsonRecord, measured } from './field.ts';
import { readTask } from './read-task.ts';
import type { TaskFacts } from './task-facts.ts';

/** Only sums are known; null where a file says that it does not know. */
export interface ArmTotals {
  readonly trials: number | null;
  readonly failures: number | null;
  readonly durations: readonly (number | null)[] | undefined;
  readonly costs: readonly (number | null)[] | undefined;
  /** Milliseconds. */
  readonly p95: number | null | undefined;
  /** US dollars. */
  readonly meanCost: number | null | undefined;
}

interface ArmTasks {
  readonly kind: 'tasks';
  readonly tasks: readonly TaskFacts[];
}

/** What a file says of one arm. */
export type ArmData = (ArmTasks | { readonly kind: 'totals'; readonly totals: ArmTotals }) & {
  readonly memory: unknown;
  readonly replicas: number | undefined;
};

/**
 * Reads an arm: a list of tasks, or their sums.
 * @param arm its name, for messages
 * @throws AqeError DATA_INVALID
 */
export function readArm(value: unknown, arm: string): ArmData {
  if (Array.isArray(value))
    return { ...tasksOf(value, arm), memory: undefined, replicas: undefined };
  if (!isRecord(value)) throw invalid(`${arm} is neither a list of tasks nor a map`);
  const replicas = measured(field(value, 'replicas', 'pods'), `${arm}.replicas`);
  const rest = {
    memory: field(value, 'memory', 'processes'),
    replicas: typeof replicas === 'number' && replicas > 0 ? replicas : undefined,
  };
  const list = field(value, 'tasks', 'samples', 'records', 'runs');
  if (Array.isArray(list)) return { ...tasksOf(list, arm), ...rest };
  return { kind: 'totals', totals: totalsOf(value, arm), ...rest };
}

function tasksOf(list: readonly unknown[], arm: string): ArmTasks {
  const tasks = list.flatMap((task, index) => readTask(task, `${arm}[${index}]`) ?? []);
  return { kind: 'tasks', tasks };
}

function totalsOf(value: JsonRecord, arm: string): ArmTotals {
  const columns = {
    durations: columnOf(
      field(value, 'durationsMs', 'latenciesMs', 'durations', 'latencies'),
      `${arm}.durationsMs`,
    ),
    costs: columnOf(field(value, 'costsUsd', 'costs'), `${arm}.costsUsd`),
  };
  const given = measured(
    field(value, 'tasks', 'total', 'n', 'count', 'trials', 'requests'),
    `${arm}.tasks`,
  );
  const trials =
    given ?? (given === null ? null : (columns.durations?.length ?? columns.costs?.length));
  if (trials === undefined) throw invalid(`${arm} does not say how many tasks there were (tasks)`);
  return {
    trials,
    failures: failuresOf(value, trials, arm),
    ...columns,
    p95: measured(field(value, 'p95Ms', 'p95LatencyMs', 'p95'), `${arm}.p95Ms`),
    meanCost: measured(
      field(value, 'costPerTaskUsd', 'costPerTask', 'meanCostUsd'),
      `${arm}.costPerTaskUsd`,
    ),
  };
}

function failuresOf(value: JsonRecord, trials: number | null, arm: string): number | null {
  const failures = measured(
    field(value, 'failures', 'failed', 'errors', 'failedTasks', 'events'),
    `${arm}.failures`,
  );
  if (failures !== undefined) return failures;
  const rate = measured(field(value, 'errorRate', 'error_rate', 'failureRate'), `${arm}.errorRate`);
  if (rate === undefined) throw invalid(`${arm} does not say how many tasks failed (failures)`);
  return rate === null || trials === null ? null : Math.round(rate * trials);
}

function columnOf(value: unknown, where: string): readonly (number | null)[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw invalid(`${where} is not a list`);
  return value.map((each: unknown, index) => measured(each, `${where}[${index}]`) ?? null);
}
