import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { modelSelectionSource } from '../../../src/migrate/agents/model-selection-file.ts';
import { streamCallbacksSource } from '../../../src/migrate/tools/stream-callbacks-file.ts';

const core = join(import.meta.dirname, '../../../src/core');

/** Migrated code must mean the same, whether its types come from the package or from a generated file. */
it.each([
  ['routing/model-selection.ts', modelSelectionSource],
  ['streaming/stream-callbacks.ts', streamCallbacksSource],
])('generates the types of core/%s', (file, generated) => {
  expect(generated).toBe(readFileSync(join(core, file), 'utf8'));
});
