import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../../../../src/config/document/parse.ts';
import { planMigration } from '../../../../src/migrate/config/plan-migration.ts';
import { planUndo } from '../../../../src/migrate/config/undo.ts';
import { migrateOptions, migrateText } from '../../../helpers/migrate.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/migrate-config');

function inputOf(name: string): { file: string; text: string } {
  const file = readdirSync(join(fixtures, name)).find((entry) => entry.startsWith('input.')) ?? '';
  return { file, text: readFileSync(join(fixtures, name, file), 'utf8') };
}

/** The notes as lines, the way the expected files show them. */
function notesOf(plan: Awaited<ReturnType<typeof migrateText>>): string {
  return plan.notes
    .map(({ step, kind, message, location }) => {
      const at = location === undefined ? '' : ` (${location.line}:${location.column})`;
      return `${kind} ${step}: ${message}${at}\n`;
    })
    .join('');
}

describe(planMigration, () => {
  it.each(readdirSync(fixtures))('%s', async (name) => {
    const { file, text } = inputOf(name);
    const plan = await migrateText(text, file);
    await expect(plan.text).toMatchFileSnapshot(
      join(fixtures, name, file.replace('input', 'expected')),
    );
    await expect(notesOf(plan)).toMatchFileSnapshot(join(fixtures, name, 'notes.txt'));
    expect(await migrateText(plan.text, file), 'a second run').toMatchObject({
      changed: false,
      text: plan.text,
    });
    const [current, former] = await Promise.all(
      [plan.text, text].map(async (each) => parseConfig(Buffer.from(each), file)),
    );
    if (current === undefined || former === undefined) throw new Error('two documents');
    expect(await planUndo(current, former, migrateOptions)).toEqual({
      kind: 'restore',
      text: former.text,
      bom: former.bom,
    });
  });

  it('writes current ids with their prices per 1,000 tokens', async () => {
    const document = await parseConfig(Buffer.from('fleet: {id: x}\n'), 'fleet.yaml');
    const { text } = planMigration(document, { ...migrateOptions, models: 'current' });
    const models = parse(text).routing.models;
    expect(
      models.map((model: { name: string; model: string }) => [model.name, model.model]),
    ).toEqual([
      ['claude-opus-4', 'test-opus'],
      ['claude-sonnet-4.5', 'test-sonnet'],
      ['claude-haiku-4', 'test-haiku'],
    ]);
    expect(models[0].capabilities.costPer1kTokens).toEqual({ input: 0.005, output: 0.025 });
  });
});

const undo = async (current: string, former?: string) => {
  const documents = await Promise.all(
    [current, former ?? current].map(async (text) => parseConfig(Buffer.from(text), 'fleet.yaml')),
  );
  const [now, before] = documents;
  if (now === undefined) throw new Error('a document');
  return planUndo(now, former === undefined ? undefined : before, migrateOptions);
};

describe(planUndo, () => {
  it('keeps an edit beside the added sections', async () => {
    const { text } = await migrateText('fleet:\n  id: x\n  maxAgents: 3\n');
    expect(await undo(text.replace('maxAgents: 3', 'maxAgents: 4'))).toEqual({
      kind: 'restore',
      text: 'fleet:\n  id: x\n  maxAgents: 4\n',
      bom: false,
    });
    expect(await undo(`${text}\nmore: 1\n`)).toEqual({
      kind: 'remove',
      text: 'fleet:\n  id: x\n  maxAgents: 3\n\nmore: 1\n',
    });
  });

  it.each([
    ['an edit inside the added sections', (text: string) => text.replace('daily: 100', 'daily: 5')],
    ['a section that is gone', (text: string) => text.replace(/# Streaming[^]*/, '')],
  ])('refuses %s', async (_, edit) => {
    const former = 'fleet:\n  id: x\n';
    const { text } = await migrateText(former);
    expect(await undo(edit(text))).toMatchObject({ kind: 'refuse' });
    expect(await undo(edit(text), former)).toMatchObject({ kind: 'refuse' });
  });

  it('refuses without a backup when an ai block was taken out', async () => {
    const { text } = await migrateText('ai: {model: claude-sonnet-4.5}\nfleet:\n  id: x\n');
    expect(await undo(text)).toMatchObject({
      kind: 'refuse',
      reason: expect.stringContaining('only a backup has it'),
    });
  });

  it.each([
    ['a file that was never migrated', 'fleet:\n  id: x\n', undefined],
    ['a file that is its backup', 'fleet: {}\nfeatures: {}\n', 'fleet: {}\nfeatures: {}\n'],
    ['a file that is no map', '- a\n', undefined],
  ])('has nothing to do for %s', async (_, current, former) => {
    expect(await undo(current, former)).toEqual({ kind: 'nothing' });
  });
});
