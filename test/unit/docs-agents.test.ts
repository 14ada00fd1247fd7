import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { agentTypes } from '../../src/fleet/agents/agent-types.ts';

it('docs/running-tasks.md lists the agent types', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/running-tasks.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z][a-z-]*)` +\| (.*?) +\| (\w+) +\|$/gm)];
  expect(rows.map(([, name, summary, result]) => [name, summary, result])).toEqual(
    agentTypes.map(({ name, summary, result }) => [name, summary, result.kind]),
  );
});
