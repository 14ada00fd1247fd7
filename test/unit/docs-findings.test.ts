import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ruleCodes } from '../../src/config/rules/rule-table.ts';
import { withFindingsDocs } from '../helpers/findings-docs.ts';

const file = join(import.meta.dirname, '../../docs/config.md');

it('lists every rule in docs/config.md', async () => {
  await expect(withFindingsDocs(readFileSync(file, 'utf8'))).toMatchFileSnapshot(file);
});

it('replaces the list and nothing else', () => {
  const [begin, end] = ['<!-- generated: findings -->', '<!-- /generated: findings -->'];
  const updated = withFindingsDocs(`# Configuration\n\n${begin}\nformer\n${end}\n\n## Later\n`);
  expect(updated.startsWith(`# Configuration\n\n${begin}\n\n### `)).toBe(true);
  expect(updated.endsWith(`\n\n${end}\n\n## Later\n`)).toBe(true);
  expect(updated).not.toContain('former');
  for (const code of ruleCodes) expect(updated).toContain(`\n### ${code}\n`);
});

it('wants the markers to be there', () => {
  expect(() => withFindingsDocs('# Configuration\n')).toThrow('<!-- generated: findings -->');
});
