import type { Answer } from './answer.ts';
import type { CallContext } from './call-context.ts';
import { orAborted } from './or-aborted.ts';
import { ProviderFailure } from './provider.ts';

/** An answer in one piece shows no sign of life before it is there, and takes minutes when it is long. */
const REPLY_TIMEOUT_MS = 300_000;

/**
 * Asks for the answer in one piece.
 * @param stop ends the attempt
 * @throws ProviderFailure
 */
export async function readReply(
  { request, ports: { provider, scheduler } }: CallContext,
  answer: Answer,
  stop: AbortController,
): Promise<void> {
  const cancel = scheduler.after(REPLY_TIMEOUT_MS, () => {
    stop.abort(new ProviderFailure('stalled', `no answer within ${REPLY_TIMEOUT_MS / 1000} s`));
  });
  try {
    answer.take(await orAborted(provider.send(request, stop.signal), stop.signal));
  } finally {
    cancel();
  }
}
