import { itemAt } from '../../core/escalation/item-at.ts';
import type { FailedEvent } from '../../core/streaming/events.ts';
import type { CallPorts } from '../../core/streaming/model-call.ts';
import { ProviderFailure } from '../../core/streaming/provider.ts';
import type { TaskPlan } from '../plan-task.ts';
import type { ResultEvent, RunEvent } from '../run-event.ts';
import { type RunOptions, runTask } from '../run-task.ts';
import { noTotals } from './add-totals.ts';
import { type AttemptEnd, climb, type Turn } from './climb.ts';
import type { EscalationPlan } from './plan-escalation.ts';
import type { Verifier } from './verifier.ts';
import { withFindings } from './with-findings.ts';

/** A task that may be tried with several models. */
export interface Escalation {
  readonly plan: EscalationPlan;
  /** One for each tier. */
  readonly tasks: readonly TaskPlan[];
  readonly verifier: Verifier;
  /** What a tier's model is asked through. */
  readonly portsFor: (plan: TaskPlan) => Promise<CallPorts>;
}

/** The events of each attempt, each attempt's verdict after them, and the answer that stands at the end, with what all of them cost. */
export async function* escalateTask(
  escalation: Escalation,
  options: RunOptions,
): AsyncGenerator<RunEvent> {
  const { plan, tasks, verifier } = escalation;
  const { signal } = options;
  const { task } = itemAt(tasks, 0);
  const timeLeft = countdown(options.deadlineMs);
  const end = yield* climb<RunEvent, ResultEvent>({
    plan,
    signal,
    ask: (turn) => attempt({ ...escalation, timeLeft }, turn, options),
    verify: async ({ result }) => verifier.verify({ task, result, signal }),
  });
  yield end.kind === 'failed' ? end.failure : end.answer;
}

/** Milliseconds that are left of so many, from the first time on that it is asked. */
function countdown(ms: number): (now: number) => number {
  let start: number | undefined;
  return (now) => {
    start ??= now;
    return start + ms - now;
  };
}

async function* attempt(
  { portsFor, tasks, timeLeft }: Escalation & { readonly timeLeft: (now: number) => number },
  { tier, verdict, ...turn }: Turn,
  options: RunOptions,
): AsyncGenerator<RunEvent, AttemptEnd<ResultEvent>> {
  const plan = itemAt(tasks, tier);
  const prompt = withFindings(plan.prompt, verdict);
  const ports = await portsFor(plan);
  const deadlineMs = timeLeft(ports.scheduler.monotonic());
  if (deadlineMs <= 0) return { kind: 'failed', failure: tooLate(options.deadlineMs) };
  const rest = { ...options, ...turn, deadlineMs };
  for await (const event of runTask({ ...plan, prompt }, rest, ports)) {
    if (event.type === 'failed') return { kind: 'failed', failure: event };
    if (event.type === 'result') {
      const modelName = plan.choice.model.name;
      return { kind: 'answered', tier, answer: { ...event, modelName } };
    }
    yield event;
  }
  throw new Error('an attempt ended without a result');
}

/** An attempt that is not worth to be begun: nobody would wait for its answer, and it would be paid for. */
function tooLate(ms: number): FailedEvent {
  const cause = new ProviderFailure('aborted', `the ${ms} ms of the task are over`, {
    mayBeBilled: false,
  });
  const { message } = cause;
  return { type: 'failed', reason: 'deadline', message, partialText: '', cause, ...noTotals };
}
