import { addTokens } from '../../core/cost/token-usage.ts';
import type { RoutedModel } from '../../core/routing/routed-model.ts';
import type {
  CallTotals,
  FailedEvent,
  FailedReason,
  StreamEvent,
} from '../../core/streaming/events.ts';
import type { FailureKind } from '../../core/streaming/provider.ts';

/** Who is asked, and how. */
export interface Turns {
  /** The best first; at least one. */
  readonly models: readonly [RoutedModel, ...RoutedModel[]];
  /** The number of the first attempt; 1 when undefined. */
  readonly firstAttempt?: number | undefined;
  /** Asks one model; attempts count on from `firstAttempt`. */
  readonly ask: (model: RoutedModel, firstAttempt: number) => AsyncIterable<StreamEvent>;
  /** Is told when one takes over from another. */
  readonly onFallback: (takeOver: TakeOver) => void;
}

/** One model takes over from another. */
interface TakeOver {
  readonly from: RoutedModel;
  readonly to: RoutedModel;
  readonly reason: FailureKind;
  readonly message: string;
}

/** Failures that are the model's: another one may do better. Where nobody can be reached, or nothing may be spent, it would do no better. */
const modelsOwn: ReadonlySet<FailedReason> = new Set<FailureKind>([
  'rate-limited',
  'overloaded',
  'server-error',
  'stalled',
  'truncated',
  'malformed',
  'rejected',
]);

/**
 * Asks one model after the other until one answers. What the earlier ones cost is part of the totals; their text is to be forgotten (`restart`), and `start`
 * says who takes over.
 * @param before what earlier models cost
 */
export async function* askInTurn(turns: Turns, before?: CallTotals): AsyncGenerator<StreamEvent> {
  const { models, ask, onFallback, firstAttempt = 1 } = turns;
  const [model, next, ...others] = models;
  const attemptAfter = (earlier: CallTotals | undefined): number =>
    firstAttempt + (earlier?.attempts.length ?? 0);
  let failed: OwnFailure | undefined;
  for await (const event of ask(model, attemptAfter(before))) {
    if (next !== undefined && isModelsOwn(event)) failed = event;
    else yield withEarlier(event, before);
  }
  if (failed === undefined || next === undefined) return;
  const { reason, message, partialText } = failed;
  const spent = totals(failed, before);
  onFallback({ from: model, to: next, reason, message });
  const attempt = attemptAfter(spent);
  yield { type: 'restart', attempt, reason, delayMs: 0, discarded: partialText.length };
  yield* askInTurn({ ...turns, models: [next, ...others] }, spent);
}

type OwnFailure = FailedEvent & { readonly reason: FailureKind };

function isModelsOwn(event: StreamEvent): event is OwnFailure {
  return event.type === 'failed' && modelsOwn.has(event.reason);
}

function withEarlier(event: StreamEvent, before: CallTotals | undefined): StreamEvent {
  if (event.type !== 'done' && event.type !== 'failed') return event;
  return { ...event, ...totals(event, before) };
}

function totals(event: CallTotals, before: CallTotals | undefined): CallTotals {
  const { attempts, usage, cost, durationMs, firstTextMs } = event;
  if (before === undefined) return { attempts, usage, cost, durationMs, firstTextMs };
  const earlier = before.durationMs;
  return {
    attempts: [...before.attempts, ...attempts],
    usage: addTokens(before.usage, usage),
    cost: before.cost + cost,
    durationMs: earlier + durationMs,
    firstTextMs:
      before.firstTextMs ?? (firstTextMs === undefined ? undefined : earlier + firstTextMs),
  };
}
