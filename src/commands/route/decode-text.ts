import { AqeError } from '../../errors.ts';

/**
 * UTF-8 as text, a byte order mark left out.
 * @throws AqeError FILE_NOT_TEXT
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AqeError('FILE_NOT_TEXT', `${name} is not UTF-8 text`, {
      hint: 'Save it as UTF-8.',
      cause: error,
    });
  }
}
