import { basename } from 'node:path';
import { applyEdits, type Edit } from '../../config/document/splice.ts';
import { AqeError } from '../../errors.ts';
import { factsOf } from '../code/facts/file-facts.ts';
import { languageOf, type SourceParser } from '../code/syntax/parse-source.ts';
import { type AgentClass, agentCollector } from './collect-agents.ts';
import { isWrapped } from './is-wrapped.ts';
import type { Examined } from './examine.ts';

/**
 * Parses what would be written, and looks at it as the next run would: every class that is migrated must be found migrated. Bodies
 * of methods that have nothing to do with it are left out, see {@link plainBodies}.
 * @throws AqeError MIGRATION_REFUSED when it is not; nothing is written then
 */
export function requireMigrated(
  { path, judged, file: { plainBodies }, loaded }: Examined,
  edits: readonly Edit[],
  parse: SourceParser,
): void {
  const left = plainBodies.map(({ start, end }) => ({ start, end, text: '{}' }));
  const text = applyEdits(loaded.source.text, [...edits, ...left]);
  const parsed = parse(path, text);
  if (parsed.kind === 'failed') throw unsound(path, parsed.message);
  const clash = parsed.recovered.find((code) => !loaded.recovered.includes(code));
  if (clash !== undefined) throw unsound(path, clash);
  const file = { path, text, language: languageOf(path), program: parsed.program };
  const { classes } = factsOf(file, agentCollector(new Map()));
  for (const { ref, verdict } of judged) {
    const isDone = isMigrated(classes[ref.index]?.details, ref.facts.details);
    if (verdict.kind === 'migrate' && !isDone) {
      throw unsound(path, `${ref.facts.name ?? 'a class'} would be half done`);
    }
  }
}

function isMigrated(after: AgentClass | undefined, before: AgentClass): boolean {
  if (after === undefined || !isWrapped(after.members)) return false;
  return after.declaresImpl || before.members.length === 0;
}

function unsound(path: string, reason: string): AqeError {
  return new AqeError('MIGRATION_REFUSED', `the edits of ${path} would not be sound: ${reason}`, {
    hint: `Leave that file out (for example: aqe migrate-agents . '!**/${basename(path)}'), or choose another --selection-name. If you chose none, please report it with the class.`,
  });
}
