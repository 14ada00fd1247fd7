import { chooseNext } from '../../core/escalation/choose-next.ts';
import type { StartChoice } from '../../core/escalation/choose-start.ts';
import type { AttemptRecord, EscalationHistory } from '../../core/escalation/escalation-history.ts';
import type { EscalationSettings } from '../../core/escalation/escalation-settings.ts';
import { itemAt } from '../../core/escalation/item-at.ts';
import type { Situation } from '../../core/escalation/prospects.ts';
import type { Verdict } from '../../core/escalation/verdict.ts';
import type { CallTotals, FailedEvent } from '../../core/streaming/events.ts';
import type { CallPorts } from '../../core/streaming/model-call.ts';
import { ProviderFailure } from '../../core/streaming/provider.ts';
import type { TaskPlan } from '../plan-task.ts';
import type { ResultEvent, RunEvent, VerdictEvent } from '../run-event.ts';
import { type RunOptions, runTask } from '../run-task.ts';
import { addTotals } from './add-totals.ts';
import { withFindings } from './with-findings.ts';
import type { Verifier } from './verifier.ts';

/** A task that may be tried with several models. */
export interface Escalation {
  /** One for each tier, the cheapest first. */
  readonly plans: readonly TaskPlan[];
  readonly situation: Situation;
  readonly start: StartChoice;
  readonly history: EscalationHistory;
  readonly settings: EscalationSettings;
  readonly verifier: Verifier;
  /** Is told what the attempts came to, when the task is over. */
  readonly record: (attempts: readonly AttemptRecord[]) => Promise<void>;
  /** What a tier's model is asked through. */
  readonly portsFor: (plan: TaskPlan) => Promise<CallPorts>;
}

/**
 * Tries a task with one model after the other until an answer is accepted, or none is left that may try. The events of each attempt are told, each
 * attempt's verdict after them, and the result of the last one at the end, with what all of them cost. When a later attempt fails, the answer before it stands.
 */
export async function* escalateTask(
  escalation: Escalation,
  options: RunOptions,
): AsyncGenerator<RunEvent> {
  let tried: Tried = { tier: escalation.start.start, attempts: 0, records: [] };
  for (;;) {
    const tier = tried.next ?? tried.tier;
    const answer = yield* attempt(escalation, { tier, tried, options });
    if (answer === undefined) return;
    if (answer.type === 'failed') {
      // oxlint-disable-next-line no-await-in-loop -- the last round
      await escalation.record(tried.records);
      if (tried.answer !== undefined) yield { ...tried.answer, ...totalsOf(answer) };
      return;
    }
    const { task } = itemAt(escalation.plans, tier);
    const { signal } = options;
    // oxlint-disable-next-line no-await-in-loop -- who tries next depends on it
    const verdict = await escalation.verifier.verify({ task, result: answer.result, signal });
    if (signal.aborted) {
      yield interrupted(answer);
      return;
    }
    const attempts = tried.attempts + 1;
    const next = nextTier(escalation, { tier, attempts, verdict });
    yield verdictEvent(escalation, { tier, attempts, verdict, next });
    const records = [...tried.records, recordOf(answer, { tried, verdict })];
    if (next === undefined) {
      // oxlint-disable-next-line no-await-in-loop -- the last round
      await escalation.record(records);
      yield answer;
      return;
    }
    tried = { tier, attempts, next, answer, verdict, records };
  }
}

/** How far a task has come. */
interface Tried {
  readonly tier: number;
  readonly attempts: number;
  readonly next?: number;
  /** The last answer, with what all attempts up to it cost. */
  readonly answer?: ResultEvent;
  readonly verdict?: Verdict;
  readonly records: readonly AttemptRecord[];
}

interface Attempt {
  readonly tier: number;
  readonly tried: Tried;
  readonly options: RunOptions;
}

/**
 * Tells the events of an attempt. Its totals have what the ones before it cost.
 * @returns the answer; or how it failed, where the answer before stands; undefined when nothing is left to be done
 */
async function* attempt(
  { portsFor, plans }: Escalation,
  { tier, tried: { answer: before, verdict }, options }: Attempt,
): AsyncGenerator<RunEvent, ResultEvent | FailedEvent | undefined> {
  const plan = withFindings(itemAt(plans, tier), verdict);
  const firstAttempt = (before?.attempts.length ?? 0) + 1;
  const ports = await portsFor(plan);
  for await (const event of runTask(plan, { ...options, firstAttempt }, ports)) {
    if (event.type !== 'result' && event.type !== 'failed') {
      yield event;
      continue;
    }
    const ended = before === undefined ? event : { ...event, ...addTotals(before, event) };
    if (ended.type === 'result') return { ...ended, modelName: plan.choice.model.name };
    if (before === undefined || options.signal.aborted) {
      yield ended;
      return undefined;
    }
    yield gaveUp(plan, ended.message);
    return ended;
  }
  return undefined;
}

function recordOf(
  { modelName = '', cost }: ResultEvent,
  { tried, verdict }: { readonly tried: Tried; readonly verdict: Verdict },
): AttemptRecord {
  const accepted = verdict.kind === 'accept' ? 1 : 0;
  return { model: modelName, accepted, cost: cost - (tried.answer?.cost ?? 0) };
}

function totalsOf({
  attempts,
  usage,
  cost,
  durationMs,
}: FailedEvent): Omit<CallTotals, 'firstTextMs'> {
  return { attempts, usage, cost, durationMs };
}

/** Programs that an interrupt ends tell nothing of an answer: there is no verdict, and nothing to learn. */
function interrupted({ attempts, usage, cost, durationMs, firstTextMs }: ResultEvent): FailedEvent {
  const cause = new ProviderFailure('aborted', 'interrupted while the answer was verified', {
    mayBeBilled: false,
  });
  const { kind: reason, message } = cause;
  return {
    type: 'failed',
    reason,
    message,
    cause,
    partialText: '',
    attempts,
    usage,
    cost,
    durationMs,
    firstTextMs,
  };
}

function gaveUp({ choice }: TaskPlan, message: string): VerdictEvent {
  const reasons = [`${choice.model.name} failed: ${message}; the answer before stands`];
  return { type: 'verdict', modelName: choice.model.name, verdict: 'unknown', reasons };
}

interface Judged {
  readonly tier: number;
  readonly attempts: number;
  readonly verdict: Verdict;
}

function nextTier(
  { situation, history, settings }: Escalation,
  { tier, attempts, verdict }: Judged,
): number | undefined {
  if (verdict.kind === 'accept') return undefined;
  const choice = chooseNext(situation, { tried: tier, attempts, history, settings });
  return choice.kind === 'climb' ? choice.next : undefined;
}

function verdictEvent(
  { plans }: Escalation,
  { tier, verdict, next }: Judged & { readonly next: number | undefined },
): VerdictEvent {
  return {
    type: 'verdict',
    modelName: itemAt(plans, tier).choice.model.name,
    verdict: verdict.kind,
    reasons: verdict.reasons,
    next: next === undefined ? undefined : itemAt(plans, next).choice.model.name,
  };
}
