import { isDeepStrictEqual } from 'node:util';
import { type ConfigDocument, readValue } from '../../config/document/parse.ts';
import { applyEdits } from '../../config/document/splice.ts';
import { AqeError } from '../../errors.ts';
import type { Note, Plan } from '../plan.ts';
import { applyChanges, type Change } from './change.ts';
import { editsFor } from './edits.ts';
import { placements } from '../../config/document/edits/insert.ts';
import type { Fleet } from '../../config/validate/require-fleet.ts';
import { requireMigratable } from './refuse.ts';
import type { MigrateOptions } from './step.ts';
import { steps } from './steps.ts';

/** A plan that also tells what is meant, for whoever wants to check it. */
export interface ConfigPlan extends Plan {
  readonly changes: readonly Change[];
}

/**
 * Plans the migration of one configuration from 1.0.4 to 1.0.5. Nothing is written.
 *
 * The new text is the old one with pieces put in and taken out; it is parsed again, and refused when its value is not
 * exactly what the steps intend.
 * @throws AqeError CONFIG_EMPTY, CONFIG_NOT_A_MAP, CONFIG_FOREIGN, CONFIG_DUPLICATE_KEY, MIGRATION_REFUSED
 */
export function planMigration(document: ConfigDocument, options: MigrateOptions): ConfigPlan {
  const migratable = requireMigratable(document);
  const input = { ...options, document, value: migratable.value };
  const results = steps.map(({ name, run }) => ({ name, result: run(input) }));
  const changes = results.flatMap(({ result }) => result.changes);
  const notes = results.flatMap(({ name, result }) =>
    result.notes.map((note): Note => Object.assign({ step: name }, note)),
  );
  if (changes.length === 0) return { changed: false, notes, changes, text: document.text };
  return { changed: true, notes, changes, text: verifiedText(document, migratable, changes) };
}

/**
 * The text with the changes made, and no other.
 * @throws AqeError MIGRATION_REFUSED when that cannot be done by putting pieces in and taking them out
 */
export function verifiedText(
  document: ConfigDocument,
  { root, value }: Fleet,
  changes: readonly Change[],
): string {
  const intended = applyChanges(value, changes);
  for (const placement of placements) {
    const text = applyEdits(document.text, editsFor({ document, root, placement }, changes));
    if (isDeepStrictEqual(readValue(text, document.format), intended)) return text;
  }
  throw new AqeError(
    'MIGRATION_REFUSED',
    `no way was found to make the changes in ${document.file} without changing another value that is there`,
    {
      hint: 'Nothing was changed. Make the changes by hand as docs/config.md shows, and please report the shape of this file.',
    },
  );
}
