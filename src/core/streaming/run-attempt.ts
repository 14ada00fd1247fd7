import { AqeError } from '../../errors.ts';
import type { AttemptOutcome, Charge, OpenAttempt } from '../cost/billing.ts';
import { estimateTokens } from '../cost/estimate-tokens.ts';
import { noTokens } from '../cost/token-usage.ts';
import { Answer } from './answer.ts';
import type { CallContext } from './call-context.ts';
import type { AttemptRecord } from './events.ts';
import { ProviderFailure } from './provider.ts';
import { readReply } from './read-reply.ts';
import { readStream } from './read-stream.ts';

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
  const asked = !context.signal.aborted;
  const thrown = await ask(context, mode, answer);
  const failure = thrown instanceof ProviderFailure ? thrown : undefined;
  const { begun, ...evidence } = answer.evidence();
  const charge = await settle(held, {
    ...evidence,
    outcome: outcomeOf(thrown, failure),
    mayBeBilled: begun || (asked && (failure?.mayBeBilled ?? true)),
  });
  // oxlint-disable-next-line typescript/only-throw-error -- a bug, as it came
  if (thrown !== undefined && failure === undefined) throw thrown;
  return { kind: 'ended', answer, failure, record: { ...mode, ...charge, failure: failure?.kind } };
}

async function open(
  { call, request, ports }: CallContext,
  { attempt }: AttemptMode,
): Promise<OpenAttempt | AqeError> {
  const { system = '', messages, maxTokens } = request;
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
    });
  } catch (error) {
    if (error instanceof AqeError) return error;
    throw error;
  }
}

/** @returns what was thrown, undefined when the answer is whole */
async function ask(context: CallContext, mode: AttemptMode, answer: Answer): Promise<unknown> {
  const stop = new AbortController();
  const relay = (): void => {
    stop.abort(context.signal.reason);
  };
  context.signal.addEventListener('abort', relay);
  try {
    context.signal.throwIfAborted();
    await (mode.streamed ? readStream : readReply)(context, answer, stop);
    return undefined;
  } catch (error) {
    // A provider says `aborted` when we stop it; why we did is what counts.
    return stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    context.signal.removeEventListener('abort', relay);
  }
}

function outcomeOf(thrown: unknown, failure: ProviderFailure | undefined): AttemptOutcome {
  if (thrown === undefined) return 'succeeded';
  return failure?.kind === 'aborted' ? 'aborted' : 'failed';
}

async function settle(
  held: OpenAttempt,
  end: Parameters<OpenAttempt['settle']>[0],
): Promise<Charge> {
  try {
    return await held.settle(end);
  } catch (error) {
    if (!(error instanceof AqeError)) throw error;
    // What is held is charged in full when its lease runs out. The answer is there all the same.
    return { cost: held.reserved, usage: end.usage ?? noTokens, basis: 'worst-case' };
  }
}
