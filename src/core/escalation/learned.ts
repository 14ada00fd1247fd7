import { EscalationHistory, type HistoryFacts } from './escalation-history.ts';
import type { VerifiedOutcome } from './outcome-log.ts';

/** The version of the form of {@link Learned}. */
export const LEARNED_VERSION = 1;

/** What was learned from a fleet's verified tasks, as it is written to a file. */
export interface Learned extends HistoryFacts {
  readonly kind: 'aqe-learned';
  readonly version: typeof LEARNED_VERSION;
  /** ISO 8601. */
  readonly learnedAt: string;
  /** When the first and the last of the tasks ended; ISO 8601. */
  readonly from: string;
  readonly until: string;
  /** The same as `until`; milliseconds since 1970. */
  readonly untilMs: number;
  /** Tasks that were learned from. */
  readonly tasks: number;
  /** Fewer tasks of an agent type than these were left out, unless the configuration said another number for it. */
  readonly minSamples: number;
  readonly agentTypes: readonly AgentTypeTasks[];
}

/** How many tasks of an agent type there are. */
export interface AgentTypeTasks {
  readonly agentType: string;
  readonly tasks: number;
}

/** An agent type with too few tasks, and how many it takes. */
export interface LeftOutTasks extends AgentTypeTasks {
  readonly needed: number;
}

/** What came of learning. */
export type Lesson =
  | {
      readonly kind: 'learned';
      readonly learned: Learned;
      readonly leftOut: readonly LeftOutTasks[];
    }
  | { readonly kind: 'tooFew'; readonly leftOut: readonly LeftOutTasks[] };

/** How it is learned. */
interface LearnOptions {
  /** Tasks of an agent type that it takes, where {@link LearnOptions.neededFor} says no other number. */
  readonly minSamples: number;
  /** Tasks that it takes of this agent type. */
  readonly neededFor: (agentType: string) => number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Writes a time in milliseconds as ISO 8601. */
  readonly isoOf: (time: number) => string;
}

/** Learns from what became of tasks; nothing from agent types with too few of them. */
export function learn(
  outcomes: readonly VerifiedOutcome[],
  { minSamples, neededFor, now, isoOf }: LearnOptions,
): Lesson {
  const counts = new Map<string, number>();
  for (const { agentType } of outcomes) counts.set(agentType, (counts.get(agentType) ?? 0) + 1);
  const all = [...counts]
    .map(([agentType, tasks]) => ({ agentType, tasks, needed: neededFor(agentType) }))
    .toSorted((a, b) => b.tasks - a.tasks);
  const leftOut = all.filter(({ tasks, needed }) => tasks < needed);
  const agentTypes = all
    .filter(({ tasks, needed }) => tasks >= needed)
    .map(({ agentType, tasks }) => ({ agentType, tasks }));
  const few = new Set(leftOut.map(({ agentType }) => agentType));
  const used = outcomes.filter(({ agentType }) => !few.has(agentType));
  if (used.length === 0) return { kind: 'tooFew', leftOut };
  const history = new EscalationHistory();
  for (const { agentType, band, attempts } of used) history.learn({ agentType, band }, attempts);
  const times = used.map(({ at }) => at);
  const untilMs = Math.max(...times);
  const learned: Learned = {
    kind: 'aqe-learned',
    version: LEARNED_VERSION,
    learnedAt: isoOf(now),
    from: isoOf(Math.min(...times)),
    until: isoOf(untilMs),
    untilMs,
    tasks: used.length,
    minSamples,
    agentTypes,
    ...history.facts(),
  };
  return { kind: 'learned', learned, leftOut };
}

/** What is known: what was learned before, and what became of tasks since. Tasks that were learned from already only count for the account of what was paid. */
export function historyFrom(
  learned: Learned | undefined,
  outcomes: readonly VerifiedOutcome[],
): EscalationHistory {
  const history = new EscalationHistory();
  if (learned !== undefined) history.recall(learned);
  const known = new Set(learned?.agentTypes.map(({ agentType }) => agentType));
  const until = learned?.untilMs ?? 0;
  for (const { at, agentType, band, attempts } of outcomes) {
    if (known.has(agentType) && at <= until) history.book(agentType, attempts);
    else history.observe({ agentType, band }, attempts);
  }
  return history;
}
