import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import { gates, runGate } from '../../src/rollout/gate/gates.ts';
import { watchedValues } from '../../src/rollout/monitor/watched.ts';
import { subject } from '../helpers/gate-subject.ts';
import { readSchema } from '../helpers/schema.ts';

const pageOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
const numbers = [1, 2, 3, 4, 5] as const;

describe('docs/gates.md', () => {
  const page = pageOf('gates.md');

  it.each(numbers)('has the checks of gate %i, and the schema knows them', async (gate) => {
    const { checks } = await runGate(gate, subject());
    const known = valueAt(readSchema('gate'), ['$defs', 'check', 'properties', 'id', 'enum']);
    expect(known).toEqual(expect.arrayContaining(checks.map(({ id }) => id)));
    expect(checks.filter(({ id }) => !page.includes(`| \`${id}\` `))).toEqual([]);
  });

  it.each(numbers)('signs only what gate %i checks', async (gate) => {
    const { checks } = await runGate(gate, subject());
    expect(checks.map(({ id }) => id)).toEqual(expect.arrayContaining([...gates[gate].signatures]));
  });
});

it.each(watchedValues.map(({ id }) => id))('docs/monitoring.md has %s', (id) => {
  expect(pageOf('monitoring.md')).toContain(`| \`${id}\` `);
  expect(valueAt(readSchema('monitor'), ['$defs', 'id', 'enum'])).toContain(id);
});
