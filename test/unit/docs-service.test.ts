import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serviceMetrics } from '../../src/server/service-metrics.ts';

const guide = readFileSync(join(import.meta.dirname, '../../docs/service.md'), 'utf8');
const ours = /\b(?:aqe|gen_ai)_\w+/;

it('docs/service.md has a row for each metric, with its type', async () => {
  const text = await serviceMetrics({
    features: () => ({
      flags: { multiModelRouter: true, streaming: true },
      generation: 1,
      stale: false,
    }),
    budget: async () => [],
  }).text();
  const served = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)]
    .map(([, name = '', type = '']) => ({ name, type }))
    .filter(({ name }) => ours.test(name));
  const rows = [...guide.matchAll(/^\| `((?:aqe|gen_ai)_\w+)` +\| (\S+) /gm)];
  expect(new Set(rows.map(([, name]) => name))).toEqual(new Set(served.map(({ name }) => name)));
  for (const [, name, type] of rows) {
    const known = served.find((one) => one.name === name)?.type;
    expect([name, type]).toEqual([name, type?.startsWith('`gen_ai.') === true ? type : known]);
  }
});
