import type { Files } from '../../core/ports.ts';
import { AqeError } from '../../errors.ts';
import type { InputFile } from './input-file.ts';

/** All inputs of a task together; models take less than that. */
export const MAX_INPUT_BYTES: number = 4 * 1_048_576;

/**
 * Reads the files that a task comes with.
 * @throws AqeError FILE_…; FILE_NOT_TEXT for what is no UTF-8 text; INPUT_TOO_LARGE when they are more than 4 MiB together
 */
export async function readInputs(
  paths: readonly string[],
  files: Pick<Files, 'read'>,
): Promise<readonly InputFile[]> {
  const inputs: InputFile[] = [];
  let left = MAX_INPUT_BYTES;
  for (const path of paths) {
    // oxlint-disable-next-line no-await-in-loop -- what is left for one depends on the others
    const bytes = await files.read(path, MAX_INPUT_BYTES);
    left -= bytes.length;
    if (left < 0) throw tooLarge(path);
    inputs.push({ path, content: decodeInput(bytes, path) });
  }
  return inputs;
}

/**
 * The text of an input.
 * @throws AqeError FILE_NOT_TEXT
 */
export function decodeInput(bytes: Uint8Array, path: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Said below, in words of ours.
  }
  throw new AqeError('FILE_NOT_TEXT', `${path} is not UTF-8 text`, {
    hint: 'Leave it out: `--input "!pattern"` excludes files.',
  });
}

function tooLarge(path: string): AqeError {
  const limit = MAX_INPUT_BYTES / 1_048_576;
  return new AqeError('INPUT_TOO_LARGE', `the inputs are more than ${limit} MiB, with ${path}`, {
    hint: 'Name fewer files: no model reads that much, and every token is paid for.',
  });
}
