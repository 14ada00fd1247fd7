import { describe, expect, it } from 'vitest';
import { readInputs } from '../../../../src/fleet/inputs/read-inputs.ts';
import { MemoryFiles } from '../../../helpers/memory-files.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe(readInputs, () => {
  it('reads them in order', async () => {
    const files = new MemoryFiles({ 'a.ts': bytes('a'), 'b.ts': bytes('ü') });
    expect(await readInputs(['b.ts', 'a.ts'], files)).toEqual([
      { path: 'b.ts', content: 'ü' },
      { path: 'a.ts', content: 'a' },
    ]);
  });

  it.each([
    ['another encoding', Uint8Array.of(0xff, 0xfe, 0x41, 0x00)],
    ['binary data', bytes('PNG\0\0')],
  ])('refuses %s', async (_, content) => {
    const files = new MemoryFiles({ x: content });
    await expect(readInputs(['x'], files)).rejects.toMatchObject({ code: 'FILE_NOT_TEXT' });
  });

  it('refuses more than any model reads', async () => {
    const half = bytes('x'.repeat(2_200_000));
    const files = new MemoryFiles({ a: half, b: half });
    await expect(readInputs(['a', 'b'], files)).rejects.toMatchObject({
      code: 'INPUT_TOO_LARGE',
      message: expect.stringMatching(/4 MiB, with b/),
    });
  });
});
