import { join } from 'node:path';
import { expect, it } from 'vitest';
import { apiDocs } from '../helpers/api-docs.ts';

const page = apiDocs();

it('docs/api.md is current', async () => {
  await expect(page).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/api.md'));
});

it('every exported declaration says what it is', () => {
  const silent = page
    .split(/^### /m)
    .slice(1)
    .filter((section) => !/```ts\n\/\*\*/.test(section))
    .map((section) => section.split('\n')[0]);
  expect(silent).toEqual([]);
});
