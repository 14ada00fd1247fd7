import type { Answer } from './answer.ts';
import type { CallContext } from './call-context.ts';
import { orAborted } from './or-aborted.ts';
import { ProviderFailure } from './provider.ts';
import { Watchdog } from './watchdog.ts';

/**
 * Asks for the answer piece by piece and tells the pieces as they come; reads no more than the reader of the events does, but for the buffer.
 * @param stop ends the attempt
 * @throws ProviderFailure
 */
export async function readStream(
  context: CallContext,
  answer: Answer,
  stop: AbortController,
): Promise<void> {
  const { timeoutMs } = context.call.settings;
  const watchdog = new Watchdog(context.ports.scheduler, timeoutMs, () => {
    stop.abort(new ProviderFailure('stalled', `nothing came for ${timeoutMs} ms`));
  });
  const ended = new Promise<void>((resolve, reject) => {
    // The end of the answer is enough. What is behind it is read on the side, so that the connection can be used again.
    const reading = read(context, { answer, stop, watchdog, whole: resolve });
    reading.then(resolve, reject).finally(() => {
      watchdog.pause();
    });
  });
  await orAborted(ended, stop.signal);
  if (answer.stopReason === undefined) {
    throw new ProviderFailure('truncated', 'the answer ended before its end');
  }
}

interface Reading {
  readonly answer: Answer;
  readonly stop: AbortController;
  readonly watchdog: Watchdog;
  /** Called when the answer is whole. */
  readonly whole: () => void;
}

async function read(context: CallContext, reading: Reading): Promise<void> {
  const { request, ports, buffer, narrator } = context;
  const { answer, stop, watchdog, whole } = reading;
  for await (const chunk of ports.provider.stream(request, stop.signal)) {
    // Nothing belongs to the answer after its end, or after we gave it up.
    if (stop.signal.aborted || answer.stopReason !== undefined) continue;
    answer.add(chunk);
    if (buffer.full) {
      // That we do not read is not the provider's fault.
      answer.fallBehind();
      watchdog.pause();
      await orAborted(buffer.room(), stop.signal);
      watchdog.resume();
    }
    const now = ports.scheduler.monotonic();
    watchdog.touch(now);
    if (chunk.type === 'text') narrator.text(chunk.text, now);
    if (chunk.type === 'end') whole();
    else narrator.progress(answer, now);
  }
}
