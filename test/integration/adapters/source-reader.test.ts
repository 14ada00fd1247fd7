import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sourceReader } from '../../../src/adapters/source-reader.ts';
import { project } from '../../helpers/project.ts';

it('reads regular files, and nothing else', () => {
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x00, 0xff, 0x0d, 0x0a]);
  const folder = project({ 'src/a.ts': bytes, 'empty.ts': '' });
  symlinkSync('src/a.ts', folder.path('link.ts'));
  execFileSync('mkfifo', [folder.path('pipe.ts')]);
  const reader = sourceReader();
  const read = (name: string): Uint8Array | undefined => reader.read(folder.path(name));
  expect(read('src/a.ts')).toEqual(bytes);
  expect(read('link.ts')).toEqual(bytes);
  expect(read('empty.ts')).toHaveLength(0);
  for (const name of ['src', 'pipe.ts', 'none.ts', 'empty.ts/below', 'x'.repeat(5000)]) {
    expect(read(name), name).toBeUndefined();
  }
});
