/** The text of a source file, and how to turn it back into exactly its bytes. */
export interface SourceText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly bom: boolean;
  /** `latin1` stands for every encoding that is not UTF-8: each byte is one character, so nothing is lost. */
  readonly encoding: 'utf8' | 'latin1';
}

const BOM = '\uFEFF';
/** What decoding puts where bytes are not UTF-8; it may also be in the file itself. */
const REPLACEMENT = '\uFFFD';

/** Decodes a file of any encoding that extends ASCII, without loss. */
export function decodeSource(bytes: Uint8Array): SourceText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  if (text.includes(REPLACEMENT) && !Buffer.from(text, 'utf8').equals(buffer)) {
    return { text: buffer.toString('latin1'), bom: false, encoding: 'latin1' };
  }
  return text.startsWith(BOM)
    ? { text: text.slice(1), bom: true, encoding: 'utf8' }
    : { text, bom: false, encoding: 'utf8' };
}

/** The inverse of {@link decodeSource}. */
export function encodeSource({ text, bom, encoding }: SourceText): Uint8Array {
  return Buffer.from(bom ? BOM + text : text, encoding);
}
