import { AqeError } from '../../errors.ts';
import { LineIndex } from './line-index.ts';

/** A decoded text file. `(bom ? U+FEFF : '') + text`, encoded as UTF-8, is the file again, byte for byte. */
export interface DecodedText {
  readonly text: string;
  readonly bom: boolean;
}

const BOM = '\uFEFF';

/**
 * Decodes UTF-8 without loss.
 * @throws AqeError FILE_NOT_TEXT for binary files and other encodings, with the first bad place
 */
export function decodeText(bytes: Uint8Array, file: string): DecodedText {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw notText(file, 'the file is UTF-16', { line: 1, column: 1 });
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const zero = text.indexOf('\0');
  if (zero >= 0) throw notText(file, 'the file is binary', new LineIndex(text).at(zero));
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).equals(Buffer.from(text))) {
    // Decoding put U+FFFD where the bytes were wrong.
    const bad = Math.max(0, text.indexOf('\uFFFD'));
    throw notText(file, 'the file is not valid UTF-8', new LineIndex(text).at(bad));
  }
  const bom = text.startsWith(BOM);
  return { text: bom ? text.slice(1) : text, bom };
}

/** The inverse of {@link decodeText}. */
export function encodeText({ text, bom }: DecodedText): Uint8Array {
  return new TextEncoder().encode(bom ? BOM + text : text);
}

function notText(file: string, what: string, at: { line: number; column: number }): AqeError {
  return new AqeError('FILE_NOT_TEXT', `${what}; a configuration is UTF-8 text`, {
    location: { file, ...at },
    hint: 'Save it as UTF-8, for example: iconv -f UTF-16 -t UTF-8 old.yaml > new.yaml',
  });
}
