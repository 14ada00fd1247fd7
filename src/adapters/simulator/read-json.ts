import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.ts';

/**
 * The JSON that a client sends.
 * @param maxBytes larger bodies are not kept
 * @throws ApiError 400, 413
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const text = await readText(request, maxBytes);
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new ApiError(400, `The request body is not valid JSON: ${reason}`);
  }
}

async function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Too much is read to its end all the same, so that the client gets to hear the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > maxBytes) {
    throw new ApiError(413, `Request exceeds the maximum size of ${maxBytes} bytes`);
  }
  return Buffer.concat(chunks).toString('utf8');
}
