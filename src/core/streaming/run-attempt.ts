import { AqeError } from '../../errors.ts';
import type { AttemptEnd, AttemptOutcome, OpenAttempt } from '../cost/billing.ts';
import { estimateTokens } from '../cost/estimate-tokens.ts';
import { Answer } from './answer.ts';
import type { CallContext } from './call-context.ts';
import type { AttemptRecord } from './events.ts';
import { ProviderFailure } from './provider.ts';
import { readReply } from './read-reply.ts';
import { readStream } from './read-stream.ts';
import { settleAttempt } from './settle-attempt.ts';

/** One attempt of a call. */
export interface AttemptMode {
  readonly attempt: number;
  readonly streamed: boolean;
}

/** What became of an attempt. */
export type AttemptResult =
  /** There was no money for it, or no answer from the meter. Nothing was asked. */
  | { readonly kind: 'refused'; readonly error: AqeError }
  | {
      readonly kind: 'ended';
      readonly answer: Answer;
      /** Undefined when the answer is whole. */
      readonly failure: ProviderFailure | undefined;
      readonly record: AttemptRecord;
    };

/** Holds the money, asks the provider once, and books what it cost, whatever happens in between. */
export async function runAttempt(context: CallContext, mode: AttemptMode): Promise<AttemptResult> {
  const held = await open(context, mode);
  if (held instanceof AqeError) return { kind: 'refused', error: held };
  const answer = new Answer();
  const asked = context.stop.failure === undefined;
  const thrown = await ask(context, mode, answer);
  const failure = thrown instanceof ProviderFailure ? thrown : undefined;
  const { begun, ...evidence } = answer.evidence();
  const end: AttemptEnd = {
    ...evidence,
    outcome: outcomeOf(thrown, failure),
    mayBeBilled: begun || (asked && (failure?.mayBeBilled ?? true)),
  };
  const charge = await settleAttempt(held, end, context.ports.scheduler);
  // oxlint-disable-next-line typescript/only-throw-error -- a bug, as it came
  if (thrown !== undefined && failure === undefined) throw thrown;
  return { kind: 'ended', answer, failure, record: { ...mode, ...charge, failure: failure?.kind } };
}

async function open(
  { call, request, ports }: CallContext,
  { attempt }: AttemptMode,
): Promise<OpenAttempt | AqeError> {
  const { system = '', messages, maxTokens, cacheSystem } = request;
  try {
    return await ports.meter.open({
      call: call.identity,
      model: call.model,
      attempt,
      inputTokens: messages.reduce(
        (sum, { text }) => sum + estimateTokens(text),
        estimateTokens(system),
      ),
      maxTokens,
      cacheTtl: cacheSystem,
    });
  } catch (error) {
    if (error instanceof AqeError) return error;
    throw error;
  }
}

/** @returns what was thrown, undefined when the answer is whole */
async function ask(context: CallContext, mode: AttemptMode, answer: Answer): Promise<unknown> {
  if (context.stop.failure !== undefined) return context.stop.failure;
  const stop = new AbortController();
  const release = context.stop.onStop((failure) => {
    stop.abort(failure);
  });
  try {
    await (mode.streamed ? readStream : readReply)(context, answer, stop);
    return undefined;
  } catch (error) {
    // A provider says `aborted` when we stop it; why we did is what counts.
    return stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    release();
  }
}

function outcomeOf(thrown: unknown, failure: ProviderFailure | undefined): AttemptOutcome {
  if (thrown === undefined) return 'succeeded';
  return failure?.kind === 'aborted' ? 'aborted' : 'failed';
}
