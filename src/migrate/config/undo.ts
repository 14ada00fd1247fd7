import { isDeepStrictEqual } from 'node:util';
import { type ConfigDocument, parseText, readValue } from '../../config/document/parse.ts';
import { findPair, keyText } from '../../config/document/span.ts';
import { applyEdits } from '../../config/document/splice.ts';
import type { MapNode } from '../../config/document/tree.ts';
import { type ConfigRecord, isRecord } from '../../config/values.ts';
import type { Entry } from '../../config/document/edits/entry.ts';
import { layoutOf, lineStart } from '../../config/document/edits/layout.ts';
import { AI_TAKEN_OUT, type ModelChoice, newEntries } from './new-sections.ts';
import { planMigration } from './plan-migration.ts';
import { renderBlock } from '../../config/document/edits/render.ts';
import type { MigrateOptions } from './step.ts';

/** What an undo would do to one file. */
export type Undo =
  /** The text from before the migration, exactly. */
  | { readonly kind: 'restore'; readonly text: string; readonly bom: boolean }
  /** The file was edited since: what the migration added goes, the edits stay. */
  | { readonly kind: 'remove'; readonly text: string }
  /** The file is not migrated. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refuse'; readonly reason: string };

const choices: readonly ModelChoice[] = ['documented', 'current'];
/** Lines around a difference that must be unedited: more find the place better, fewer leave room for edits beside it. */
const contexts = [4, 1] as const;
/** The time to compare grows with the square of this. */
const MAX_EDITED_LINES = 1000;
const touched = ['features', 'routing', 'streaming', 'ai'];

/**
 * Plans the way back for a migrated file.
 * @param backup the file from before, when there is one
 */
export async function planUndo(
  current: ConfigDocument,
  backup: ConfigDocument | undefined,
  options: Omit<MigrateOptions, 'models'>,
): Promise<Undo> {
  if (backup?.text === current.text && backup.bom === current.bom) return { kind: 'nothing' };
  if (backup !== undefined) {
    return isMigrationOf(current.text, backup, options)
      ? { kind: 'restore', text: backup.text, bom: backup.bom }
      : undoEdited(current, backup, options);
  }
  return undoWithoutBackup(current, options);
}

/** True when migrating `former` gives exactly `text`. */
function isMigrationOf(
  text: string,
  former: ConfigDocument,
  options: Omit<MigrateOptions, 'models'>,
): boolean {
  return choices.some((models) => planMigration(former, { ...options, models }).text === text);
}

/** Applies the difference "migrated → before" to the file as it is now, like a reverse patch. */
async function undoEdited(
  current: ConfigDocument,
  backup: ConfigDocument,
  options: Omit<MigrateOptions, 'models'>,
): Promise<Undo> {
  const { applyPatch, createPatch } = await import('diff');
  for (const models of choices) {
    const migrated = planMigration(backup, { ...options, models }).text;
    for (const context of contexts) {
      const patch = createPatch(current.file, migrated, backup.text, '', '', {
        context,
        maxEditLength: MAX_EDITED_LINES,
      });
      if (patch === undefined) continue;
      const text = applyPatch(current.text, patch, { autoConvertLineEndings: false });
      if (text !== false && undoesOnly(text, current, backup)) return { kind: 'remove', text };
    }
  }
  return {
    kind: 'refuse',
    reason:
      'the file was edited since, in or beside what the migration added, so neither can be told apart',
  };
}

/** The four sections are as they were before, all others as they are now. */
function undoesOnly(text: string, current: ConfigDocument, backup: ConfigDocument): boolean {
  const value = readValue(text, current.format);
  if (!isRecord(value) || !isRecord(current.value) || !isRecord(backup.value)) return false;
  const expected = { ...without(current.value, touched), ...only(backup.value, touched) };
  return isDeepStrictEqual(value, expected);
}

function undoWithoutBackup(current: ConfigDocument, options: Omit<MigrateOptions, 'models'>): Undo {
  const { root, value } = current;
  if (root?.kind !== 'map' || !isRecord(value)) return { kind: 'nothing' };
  if (!touched.some((key) => key !== 'ai' && Object.hasOwn(value, key))) return { kind: 'nothing' };
  if (current.text.includes(AI_TAKEN_OUT)) {
    return {
      kind: 'refuse',
      reason: 'the migration took an ai block out, and only a backup has it',
    };
  }
  const tried = choices.flatMap((models) => {
    const entries = newEntries(models, options.catalogue);
    return candidates(current, root, entries).map((text) =>
      judge(text, current, { ...options, models }),
    );
  });
  const best =
    tried.find(({ kind }) => kind === 'restore') ?? tried.find(({ kind }) => kind === 'remove');
  return (
    best ?? {
      kind: 'refuse',
      reason:
        'there is no backup, and features, routing and streaming are not as the migration writes them',
    }
  );
}

/** Exact when migrating the text again gives the file; else good when only the added keys are gone. */
function judge(text: string, current: ConfigDocument, options: MigrateOptions): Undo {
  const value = readValue(text, current.format);
  if (!isRecord(value) || !isRecord(current.value)) return { kind: 'nothing' };
  const former = parseText({ ...current, text });
  if (planMigration(former, options).text === current.text) {
    return { kind: 'restore', text, bom: current.bom };
  }
  const kept = isDeepStrictEqual(value, without(current.value, touched));
  return kept ? { kind: 'remove', text } : { kind: 'nothing' };
}

/** The text without what a migration would have added, for each way in which that may have been joined. */
function candidates(document: ConfigDocument, root: MapNode, entries: readonly Entry[]): string[] {
  const { text } = document;
  if (root.flow) return flowCandidates(text, root, entries);
  const layout = layoutOf(document);
  const { eol } = layout;
  const prefix = ' '.repeat(root.start - lineStart(text, root.start));
  const body = entries.map((entry) => renderBlock([entry], layout, prefix)).join(eol + eol);
  const at = text.indexOf(body);
  if (at < 0 || text.includes(body, at + 1)) return [];
  const end = at + body.length;
  return [eol, eol + eol, ''].flatMap((lead) =>
    [eol, ''].flatMap((trail) =>
      text.endsWith(lead, at) && text.startsWith(trail, end)
        ? [applyEdits(text, [{ start: at - lead.length, end: end + trail.length, text: '' }])]
        : [],
    ),
  );
}

function flowCandidates(text: string, root: MapNode, entries: readonly Entry[]): string[] {
  const kept = root.pairs.slice(0, -entries.length);
  const added = root.pairs.slice(-entries.length).map(({ key }) => keyText(text, key));
  if (
    !isDeepStrictEqual(
      added,
      entries.map(({ key }) => key),
    )
  )
    return [];
  const last = findPair(text, root, added.at(-1) ?? '')?.value.end ?? root.end;
  const before = kept.at(-1)?.value.end;
  if (before === undefined) {
    return [applyEdits(text, [{ start: root.start + 1, end: root.end - 1, text: '' }])];
  }
  return [applyEdits(text, [{ start: before, end: last, text: '' }])];
}

function without(value: ConfigRecord, keys: readonly string[]): ConfigRecord {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function only(value: ConfigRecord, keys: readonly string[]): ConfigRecord {
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
}
