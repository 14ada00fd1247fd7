import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../src/config/document/parse.ts';
import type { Change } from '../../../../src/migrate/config/change.ts';
import { askSecondParser } from '../../../../src/migrate/config/second-opinion.ts';

const added: Change = { kind: 'add', at: undefined, entries: [{ key: 'added', value: 1 }] };

async function ask(before: string, after: string, file = 'fleet.yaml'): Promise<void> {
  const document = await parseConfig(Buffer.from(before), file);
  await askSecondParser(document, after, [added]);
}

describe(askSecondParser, () => {
  it.each([
    ['what was meant', 'a: 1\n', 'a: 1\nadded: 1\n'],
    ['a mark at the start', '\uFEFFa: 1\n', 'a: 1\nadded: 1\n'],
    [
      'what both sides of an edit read alike',
      '%YAML 1.1\n---\na: yes\n',
      '%YAML 1.1\n---\na: yes\nadded: 1\n',
    ],
  ])('agrees to %s', async (_, before, after) => {
    await expect(ask(before, after)).resolves.toBeUndefined();
  });

  it.each([
    ['another value', 'a: 1\n', 'a: 1\nadded: 2\n', 'MIGRATION_REFUSED'],
    ['several documents', 'a: 1\n', 'a: 1\n---\nadded: 1\n', 'CONFIG_SYNTAX'],
    [
      'what 1.0.4 cannot read',
      `${'k'.repeat(1030)}: 1\n`,
      `${'k'.repeat(1030)}: 1\nadded: 1\n`,
      'CONFIG_SYNTAX',
    ],
  ])('refuses %s', async (_, before, after, code) => {
    await expect(ask(before, after)).rejects.toMatchObject({ code });
  });

  it.each([
    ['JSON', '{"a": 1}', 'fleet.json'],
    ['a million characters', `a: ${'x'.repeat(1_000_001)}\n`, 'fleet.yaml'],
    ['as many values', `a: [${'[[1]],'.repeat(70_000)}]\n`, 'fleet.yaml'],
    ['as many aliases', `a: &a 1\nb: [${'*a ,'.repeat(5001)}]\n`, 'fleet.yaml'],
  ])('is not asked about %s, which would take it minutes', async (_, before, file) => {
    await expect(ask(before, 'anything: else', file)).resolves.toBeUndefined();
  });
});
