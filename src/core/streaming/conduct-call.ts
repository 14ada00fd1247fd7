import type { AqeError } from '../../errors.ts';
import type { CallContext } from './call-context.ts';
import type { CallStop } from './call-stop.ts';
import type { EventBuffer } from './event-buffer.ts';
import type { FailedEvent, StreamEvent } from './events.ts';
import type { CallPorts, ModelCall } from './model-call.ts';
import { Narrator } from './narrator.ts';
import { pause } from './pause.ts';
import type { ProviderFailure } from './provider.ts';
import { retryDelay } from './retry-delay.ts';
import { type AttemptResult, runAttempt } from './run-attempt.ts';

/** A call under way. */
export interface CallInProgress {
  readonly call: ModelCall;
  readonly ports: CallPorts;
  readonly buffer: EventBuffer<StreamEvent>;
  readonly stop: CallStop;
}

type Ending = Pick<FailedEvent, 'reason' | 'partialText' | 'cause'>;

/** From `start` to `done` or `failed`: attempts until one succeeds, or another one is of no use. */
export async function conductCall({ call, ports, buffer, stop }: CallInProgress): Promise<void> {
  const narrator = new Narrator(buffer, ports.scheduler);
  const request = { ...call.request, model: call.model.model };
  const context: CallContext = { call, request, ports, buffer, narrator, stop };
  await tellStart(context);
  await attemptFrom(context, 0);
}

/** One attempt, and those that follow from it. */
async function attemptFrom(context: CallContext, retries: number): Promise<void> {
  const { call, narrator, ports, stop } = context;
  if (stop.failure !== undefined) return fail(narrator, endingOf(stop, stop.failure, ''));
  const attempt = (call.firstAttempt ?? 1) + retries;
  const result = await runAttempt(context, { attempt, streamed: isStreamed(call, retries) });
  if (result.kind === 'refused') return fail(narrator, refusal(result.error));
  await tellAttempt(narrator, result);
  const { failure, answer } = result;
  if (failure === undefined) return;
  const delayMs = delayBefore(context, failure, retries);
  if (delayMs === undefined) return fail(narrator, endingOf(stop, failure, answer.text));
  await narrator.tell({
    type: isStreamed(call, retries) && !isStreamed(call, retries + 1) ? 'fallback' : 'restart',
    attempt: attempt + 1,
    reason: failure.kind,
    delayMs,
    discarded: answer.text.length,
  });
  await pause(delayMs, ports.scheduler, stop);
  return attemptFrom(context, retries + 1);
}

/** Of a streamed call, the attempt after the last retry is a plain one. */
function isStreamed({ streamed, settings: { maxRetries } }: ModelCall, retries: number): boolean {
  return streamed && retries <= maxRetries;
}

function delayBefore(
  { call: { streamed, settings }, ports: { random } }: CallContext,
  failure: ProviderFailure,
  retries: number,
): number | undefined {
  const most = settings.maxRetries + (streamed ? 1 : 0);
  return retries < most ? retryDelay(failure, { retries, settings, random }) : undefined;
}

async function tellStart({ call, ports: { provider }, narrator }: CallContext): Promise<void> {
  await narrator.tell({
    type: 'start',
    streamId: call.streamId,
    modelName: call.model.name,
    model: call.model.model,
    provider: provider.name,
    simulated: provider.simulated,
  });
}

async function tellAttempt(
  narrator: Narrator,
  { answer, failure, record }: Extract<AttemptResult, { kind: 'ended' }>,
): Promise<void> {
  const { text, stopReason } = answer;
  if (!record.streamed && text !== '') await narrator.wholeText(text);
  await narrator.attempt(record);
  if (failure !== undefined || stopReason === undefined) return;
  await narrator.tell({ type: 'done', text, stopReason, ...narrator.totals() });
}

async function fail(narrator: Narrator, ending: Ending): Promise<void> {
  const { message } = ending.cause;
  await narrator.tell({ type: 'failed', message, ...ending, ...narrator.totals() });
}

function refusal(cause: AqeError): Ending {
  const money = cause.code === 'BUDGET_EXCEEDED' || cause.code === 'PRICE_UNKNOWN';
  return { reason: money ? 'budget' : 'store', partialText: '', cause };
}

function endingOf(stop: CallStop, cause: ProviderFailure, partialText: string): Ending {
  const late = cause.kind === 'aborted' && stop.deadlinePassed;
  return { reason: late ? 'deadline' : cause.kind, partialText, cause };
}
