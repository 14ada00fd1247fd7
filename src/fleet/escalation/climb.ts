import { chooseNext } from '../../core/escalation/choose-next.ts';
import type { CallPurpose } from '../../core/cost/billing.ts';
import type { AttemptRecord } from '../../core/escalation/escalation-history.ts';
import { itemAt } from '../../core/escalation/item-at.ts';
import type { Verdict } from '../../core/escalation/verdict.ts';
import type { CallTotals, FailedEvent, VerdictEvent } from '../../core/streaming/events.ts';
import { ProviderFailure } from '../../core/streaming/provider.ts';
import { addTotals, noTotals } from './add-totals.ts';
import type { EscalationPlan } from './plan-escalation.ts';

/** How a task is tried. `E` is what happens in an attempt, `A` an answer. */
export interface Climb<E, A extends CallTotals> {
  readonly plan: EscalationPlan;
  /** Asks once, and tells what happens but the end. */
  readonly ask: (turn: Turn) => AsyncGenerator<E, AttemptEnd<A>>;
  readonly verify: (answer: A) => Promise<Verdict>;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** An attempt that is to be made. */
export interface Turn {
  /** Whose turn it is: a tier's position. */
  readonly tier: number;
  /** What was said of the answer before; undefined at first. */
  readonly verdict: Verdict | undefined;
  /** The number of the first call. */
  readonly firstAttempt: number;
  /** What is asked after an answer is no answer that another model would have needed. */
  readonly purpose: CallPurpose;
}

/** How an attempt ended. Its totals are its own. */
export type AttemptEnd<A> =
  /** The tier is that of the model that answered: where its own failed, another one may have. */
  | { readonly kind: 'answered'; readonly tier: number; readonly answer: A }
  | { readonly kind: 'failed'; readonly failure: FailedEvent };

/** How far a task has come. */
interface Tried<A> {
  readonly attempts: number;
  /** Who tries next: a tier's position. */
  readonly next: number;
  /** What all attempts so far cost. */
  readonly spent: CallTotals;
  /** The last answer and who gave it, with what all attempts up to it cost. */
  readonly answered?: Extract<AttemptEnd<A>, { kind: 'answered' }>;
  readonly verdict?: Verdict;
  readonly records: readonly AttemptRecord[];
}

/**
 * Tries a task with one model after the other until an answer is accepted, or none is left that may try: what is common to `aqe run` and to fleets. The events of each
 * attempt are told, and its verdict after them. When a later attempt fails, the answer before it stands.
 * @returns the answer that stands, or how the first attempt failed, with what all attempts cost
 */
export async function* climb<E, A extends CallTotals>(
  task: Climb<E, A>,
): AsyncGenerator<E | VerdictEvent, AttemptEnd<A>> {
  return yield* climbFrom(task, {
    attempts: 0,
    next: task.plan.start.start,
    spent: noTotals,
    records: [],
  });
}

async function* climbFrom<E, A extends CallTotals>(
  task: Climb<E, A>,
  tried: Tried<A>,
): AsyncGenerator<E | VerdictEvent, AttemptEnd<A>> {
  const { plan, signal } = task;
  const firstAttempt = tried.spent.attempts.length + 1;
  const purpose = tried.verdict === undefined ? 'answer' : 'escalation';
  const turn = { tier: tried.next, verdict: tried.verdict, firstAttempt, purpose } as const;
  const end = withEarlier(yield* task.ask(turn), tried.spent);
  if (end.kind === 'failed') return yield* afterFailure(task, tried, end.failure);
  const verdict = await verdictOf(task, end.answer);
  // What was said while everything ended says nothing of the answer.
  if (verdict === undefined || signal.aborted) return stopped(end.answer);
  const { tier, answer } = end;
  const attempts = tried.attempts + 1;
  const next = nextTier(plan, { tier, attempts, verdict });
  yield verdictEvent(plan, { tier, verdict, next });
  const accepted = verdict.kind === 'accept' ? 1 : 0;
  const cost = answer.cost - tried.spent.cost;
  const records = [...tried.records, { model: nameAt(plan, tier), accepted, cost }];
  if (next !== undefined) {
    return yield* climbFrom(task, {
      attempts,
      next,
      spent: answer,
      answered: end,
      verdict,
      records,
    });
  }
  await plan.record(records);
  return end;
}

/** @returns undefined when it was stopped */
async function verdictOf<E, A extends CallTotals>(
  { verify, signal }: Climb<E, A>,
  answer: A,
): Promise<Verdict | undefined> {
  if (signal.aborted) return undefined;
  try {
    return await verify(answer);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

async function* afterFailure<E, A extends CallTotals>(
  { plan, signal }: Climb<E, A>,
  { answered, next, records }: Tried<A>,
  failure: FailedEvent,
): AsyncGenerator<VerdictEvent, AttemptEnd<A>> {
  if (answered === undefined || signal.aborted) return { kind: 'failed', failure };
  const modelName = nameAt(plan, next);
  const reasons = [`${modelName} failed: ${failure.message}; the answer before stands`];
  yield { type: 'verdict', modelName, verdict: 'unknown', reasons };
  await plan.record(records);
  const { attempts, usage, cost, durationMs } = failure;
  return { ...answered, answer: { ...answered.answer, attempts, usage, cost, durationMs } };
}

function stopped<A>({ attempts, usage, cost, durationMs, firstTextMs }: CallTotals): AttemptEnd<A> {
  const cause = new ProviderFailure('aborted', 'interrupted while the answer was verified', {
    mayBeBilled: false,
  });
  const totals = { attempts, usage, cost, durationMs, firstTextMs };
  const { message } = cause;
  const ending = { type: 'failed', reason: cause.kind, message, partialText: '', cause } as const;
  return { kind: 'failed', failure: { ...ending, ...totals } };
}

function withEarlier<A extends CallTotals>(end: AttemptEnd<A>, before: CallTotals): AttemptEnd<A> {
  if (end.kind === 'failed') {
    return { ...end, failure: { ...end.failure, ...addTotals(before, end.failure) } };
  }
  return { ...end, answer: { ...end.answer, ...addTotals(before, end.answer) } };
}

interface Judged {
  readonly tier: number;
  readonly verdict: Verdict;
}

function nextTier(
  { situation, history, settings }: EscalationPlan,
  { tier, attempts, verdict }: Judged & { readonly attempts: number },
): number | undefined {
  if (verdict.kind === 'accept') return undefined;
  const choice = chooseNext(situation, { tried: tier, attempts, history, settings });
  return choice.kind === 'climb' ? choice.next : undefined;
}

function verdictEvent(
  plan: EscalationPlan,
  { tier, verdict, next }: Judged & { readonly next: number | undefined },
): VerdictEvent {
  return {
    type: 'verdict',
    modelName: nameAt(plan, tier),
    verdict: verdict.kind,
    reasons: verdict.reasons,
    next: next === undefined ? undefined : nameAt(plan, next),
  };
}

function nameAt({ models }: EscalationPlan, tier: number): string {
  return itemAt(models, tier).name;
}
