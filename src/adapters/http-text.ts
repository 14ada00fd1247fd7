import type { HttpText } from '../core/ports.ts';
import { AqeError } from '../errors.ts';

/** Reads texts over HTTP. */
export const httpText: HttpText = {
  get: async (url, { timeoutMs, limit, signal }) => {
    try {
      const response = await fetch(url, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        headers: { accept: 'text/plain, application/json' },
      });
      if (!response.ok) throw failure(url, `it answered ${response.status}`);
      return await bodyOf(response, url, limit);
    } catch (error) {
      if (error instanceof AqeError) throw error;
      if (signal.aborted) throw new AqeError('INTERRUPTED', 'interrupted', { cause: error });
      throw failure(url, reasonOf(error, timeoutMs), error);
    }
  },
};

async function bodyOf(response: Response, url: string, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) throw failure(url, `it answered more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** What went wrong stands in the cause of the error of fetch. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer in ${timeoutMs} ms`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function failure(url: string, reason: string, cause?: unknown): AqeError {
  return new AqeError('TARGET_UNREACHABLE', `${url}: ${reason}`, {
    hint: 'Does it run, and can it be reached from here?',
    cause,
  });
}
