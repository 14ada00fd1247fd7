import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withConfigDocs } from '../helpers/config-docs.ts';

const file = join(import.meta.dirname, '../../docs/config.md');

it('lists every key in docs/config.md (`vitest run -u` rewrites the list)', async () => {
  await expect(withConfigDocs(readFileSync(file, 'utf8'))).toMatchFileSnapshot(file);
});
