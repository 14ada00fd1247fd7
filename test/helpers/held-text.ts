import type { Readable } from 'node:stream';

/** What a stream holds so far, and no more then. One `read()` gives all of it up to Node 24, a chunk from Node 26 on. */
export function heldText(stream: Readable): string {
  const chunks: Buffer[] = [];
  for (let chunk: Buffer | null = next(stream); chunk !== null; chunk = next(stream)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

const next = (stream: Readable): Buffer | null => stream.read();
