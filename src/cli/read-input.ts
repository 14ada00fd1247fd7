import { addAbortSignal, type Readable } from 'node:stream';
import { AqeError } from '../errors.ts';
import type { Context } from './context.ts';

/** The name that messages give to standard input. */
export const STDIN_NAME = '<stdin>';

/**
 * Reads standard input to its end, or until the run is interrupted.
 * @param limit refuse more than this many bytes
 * @throws AqeError FILE_TOO_LARGE
 */
export async function readStdin(context: Context, limit: number): Promise<Uint8Array> {
  const { stdin, signal, reporter } = context;
  if (stdin.isTTY === true) reporter.note('Reading from the terminal; end with Ctrl-D.');
  // Destroys the stream on Ctrl-C: a pending read would keep the process alive.
  return collect(addAbortSignal(signal, stdin), limit);
}

async function collect(stdin: Readable, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(limit: number): AqeError {
  return new AqeError('FILE_TOO_LARGE', `standard input is larger than ${limit} bytes`, {
    location: { file: STDIN_NAME, line: 1, column: 1 },
    hint: 'Is this the right input?',
  });
}
