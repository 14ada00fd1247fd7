import { randomUUID } from 'node:crypto';
import type { StreamCallbacks } from '../core/streaming/stream-callbacks.ts';
import type { Untyped } from '../fleet/agent/untyped.ts';

/** A tool of 1.0.4: it does its work when it is executed. Streamed, its result comes in one piece. */
export abstract class BaseMCPTool<P = Untyped, R = Untyped> {
  /** Does the work. */
  abstract execute(params: P): Promise<R>;

  /** Whether the result comes piece by piece. */
  supportsStreaming(): boolean {
    return false;
  }

  /** Does the work and tells how it goes: `onComplete` or `onError` once, and last. */
  async executeStreaming(params: P, callbacks: StreamCallbacks = {}): Promise<R> {
    return told(callbacks, async () => ({ data: await this.execute(params), chunks: 0 }));
  }
}

/** A tool that makes its result piece by piece. */
export abstract class StreamingMCPTool<P = Untyped, C = Untyped, R = Untyped> extends BaseMCPTool<
  P,
  R
> {
  /** Makes the pieces, in order. */
  abstract chunks(params: P): AsyncIterable<C> | Iterable<C>;

  /** Makes the result of all pieces. */
  abstract combine(chunks: readonly C[]): R;

  override supportsStreaming(): boolean {
    return true;
  }

  override async execute(params: P): Promise<R> {
    return this.executeStreaming(params);
  }

  override async executeStreaming(params: P, callbacks: StreamCallbacks = {}): Promise<R> {
    return told(callbacks, async (streamId) => {
      const all: C[] = [];
      for await (const data of this.chunks(params)) {
        const sequence = all.length;
        all.push(data);
        const id = `${streamId}/${sequence}`;
        callbacks.onChunk?.({ id, sequence, data, partial: true, timestamp: new Date() });
      }
      return { data: this.combine(all), chunks: all.length };
    });
  }
}

/** Tools ask no model by themselves. */
const NO_MODEL = 'none';

async function told<R>(
  callbacks: StreamCallbacks,
  work: (streamId: string) => Promise<{ readonly data: R; readonly chunks: number }>,
): Promise<R> {
  const streamId = randomUUID();
  const startedAt = performance.now();
  callbacks.onStart?.({ streamId, modelName: NO_MODEL, capabilities: [] });
  let done: { readonly data: R; readonly chunks: number };
  try {
    done = await work(streamId);
  } catch (error) {
    callbacks.onError?.({ message: String(error), cause: error });
    throw error;
  }
  const { data, chunks: totalChunks } = done;
  const duration = performance.now() - startedAt;
  const metadata = { totalChunks, totalTokens: 0, duration, model: NO_MODEL };
  callbacks.onComplete?.({ data, metadata });
  return data;
}
