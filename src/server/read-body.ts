import type { Context } from 'hono';
import { HttpProblem } from './http-problem.ts';

/**
 * The body of a request, as JSON. It is read no further than the limit, whatever its headers say.
 * @throws HttpProblem MEDIA_TYPE, BODY_TOO_LARGE, REQUEST_INVALID
 */
export async function readBody({ req }: Context, maxBytes: number): Promise<unknown> {
  if (!/^application\/json\b/i.test(req.header('content-type') ?? '')) {
    throw new HttpProblem('MEDIA_TYPE', 'the body has to be application/json');
  }
  if (Number(req.header('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const { body } = req.raw;
  const bytes = body === null ? new Uint8Array() : await bytesOf(body, maxBytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new HttpProblem('REQUEST_INVALID', 'the body is no JSON');
  }
}

async function bytesOf(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): HttpProblem {
  return new HttpProblem('BODY_TOO_LARGE', `the body is larger than ${maxBytes} bytes`);
}
