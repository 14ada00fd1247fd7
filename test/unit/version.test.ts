import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { releasedOn, version } from '../../src/version.ts';

const root = join(import.meta.dirname, '../..');
const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

it('is the version of the package', () => {
  expect(manifest).toMatchObject({ version });
});

it('was released on a real day', () => {
  expect(new Date(releasedOn).toISOString().slice(0, 10)).toBe(releasedOn);
});
