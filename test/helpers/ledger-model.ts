import {
  type LedgerDimension,
  type LedgerEntry,
  type LedgerQuery,
  type LedgerSum,
} from '../../src/core/cost/budget-store.ts';
import { addTokens, noTokens } from '../../src/core/cost/token-usage.ts';

const keyOf: Record<LedgerDimension, (entry: LedgerEntry) => string> = {
  model: ({ model }) => model,
  provider: ({ provider }) => provider,
  agent: ({ call }) => call.agentType,
  'task-type': ({ call }) => call.taskType,
  variant: ({ call }) => call.variant,
};

/** What {@link LedgerReader.sum} has to answer, entry by entry. */
export function modelSums(entries: readonly LedgerEntry[], query: LedgerQuery): LedgerSum[] {
  const expired = new Map(entries.map((entry) => [`${entry.id}#correction`, entry]));
  const sums = new Map<string, LedgerSum>();
  for (const entry of inRange(entries, query)) {
    const keys = query.by.map((dimension) => keyOf[dimension](entry));
    const sum = sums.get(JSON.stringify(keys)) ?? emptySum(keys);
    sums.set(JSON.stringify(keys), added(sum, entry, expired.get(entry.id)));
  }
  return sorted([...sums.values()]);
}

/** What {@link LedgerReader.countTasks} has to answer. */
export function modelTasks(
  entries: readonly LedgerEntry[],
  query: LedgerQuery,
): { keys: readonly string[]; tasks: number }[] {
  const tasks = new Map<string, Set<string>>();
  for (const entry of inRange(entries, query)) {
    const key = JSON.stringify(query.by.map((dimension) => keyOf[dimension](entry)));
    tasks.set(key, (tasks.get(key) ?? new Set()).add(entry.call.taskId));
  }
  return sorted(
    [...tasks].map(([key, ids]) => {
      const keys: string[] = JSON.parse(key);
      return { keys, tasks: ids.size };
    }),
  );
}

/** In an order that says nothing, so that two answers can be compared. */
export function sorted<T extends { readonly keys: readonly string[] }>(rows: readonly T[]): T[] {
  const text = ({ keys }: T): string => JSON.stringify(keys);
  return rows.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
}

function inRange(entries: readonly LedgerEntry[], { from, to }: LedgerQuery): LedgerEntry[] {
  return entries.filter(({ at }) => at >= from && at < to);
}

function emptySum(keys: readonly string[]): LedgerSum {
  const [calls, failedCalls, cost, estimatedCost, failedCost] = [0, 0, 0, 0, 0];
  return {
    keys,
    calls,
    failedCalls,
    usage: noTokens,
    cost,
    estimatedCost,
    failedCost,
    answers: { measured: noTokens, estimated: noTokens },
  };
}

/** A correction takes back what the expired entry said and says it anew. */
function added(sum: LedgerSum, entry: LedgerEntry, expired: LedgerEntry | undefined): LedgerSum {
  const before = expired?.cost ?? 0;
  const whole = before + entry.cost;
  const failed = entry.outcome === 'succeeded' ? 0 : 1;
  return {
    keys: sum.keys,
    calls: sum.calls + (expired === undefined ? 1 : 0),
    failedCalls: sum.failedCalls + failed - (expired === undefined ? 0 : 1),
    usage: addTokens(sum.usage, entry.usage),
    cost: sum.cost + entry.cost,
    estimatedCost: sum.estimatedCost + (entry.basis === 'measured' ? 0 : whole) - before,
    answers: addAnswer(sum.answers, entry),
    failedCost: sum.failedCost + failed * whole - before,
  };
}

function addAnswer(answers: LedgerSum['answers'], entry: LedgerEntry): LedgerSum['answers'] {
  if (entry.outcome !== 'succeeded' || entry.call.purpose !== 'answer') return answers;
  const kind = entry.basis === 'measured' ? 'measured' : 'estimated';
  return { ...answers, [kind]: addTokens(answers[kind], entry.usage) };
}
