import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from '../../../../src/config/document/text.ts';

describe(decodeText, () => {
  it.each([
    ['plain text', 'fleet:\n  id: x\n'],
    ['a byte order mark', '\uFEFFfleet: {}\n'],
    ['a U+FEFF in the middle', 'a: x\uFEFFy\n'],
    ['a replacement character that was written', 'a: \uFFFD\n'],
    ['CRLF and four-byte characters', 'a: "😀"\r\nb: é\r\n'],
  ])('gives back the bytes of %s', (_, text) => {
    const bytes = Buffer.from(text);
    expect(Buffer.from(encodeText(decodeText(bytes, 'x.yaml'))).equals(bytes)).toBe(true);
  });

  it.each([
    ['UTF-16 little endian', Buffer.from('\uFEFFa: 1\n', 'utf16le'), 'UTF-16', 1, 1],
    ['UTF-16 big endian', Buffer.from([0xfe, 0xff, 0, 0x61]), 'UTF-16', 1, 1],
    ['a NUL byte', Buffer.from('a: 1\nb: \0\n'), 'binary', 2, 4],
    ['Latin-1', Buffer.from([0x61, 0x0a, 0x62, 0xe9, 0x0a]), 'not valid UTF-8', 2, 2],
  ])('refuses %s with its place', (_, bytes, message, line, column) => {
    expect(() => decodeText(bytes, 'x.yaml')).toThrow(
      expect.objectContaining({
        code: 'FILE_NOT_TEXT',
        message: expect.stringContaining(message),
        location: { file: 'x.yaml', line, column },
      }),
    );
  });
});
