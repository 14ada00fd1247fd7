import { applyEdits, type Edit } from '../../config/document/splice.ts';
import { factsOf } from '../code/facts/file-facts.ts';
import { languageOf, type SourceParser } from '../code/syntax/parse-source.ts';
import { agentCollector } from './collect-agents.ts';
import type { Examined } from './examine.ts';

/**
 * Parses what would be written, and looks at it as the next run would: every class that is migrated must be found migrated. Bodies
 * of methods that have nothing to do with it are left out, see {@link plainBodies}.
 * @throws Error when it is not: a bug of ours, and nothing is written
 */
export function requireMigrated(
  { path, judged, file: { plainBodies }, loaded }: Examined,
  edits: readonly Edit[],
  parse: SourceParser,
): void {
  const left = plainBodies.map(({ start, end }) => ({ start, end, text: '{}' }));
  const text = applyEdits(loaded.source.text, [...edits, ...left]);
  const parsed = parse(path, text);
  if (parsed.kind === 'failed') throw new Error(`the edits would break ${path}: ${parsed.message}`);
  const file = { path, text, language: languageOf(path), program: parsed.program };
  const { classes } = factsOf(file, agentCollector(new Map()));
  for (const { ref, verdict } of judged) {
    const after = classes[ref.index]?.details;
    const isDone =
      after !== undefined &&
      after.members.every(({ isWrapper }) => isWrapper) &&
      (after.declaresImpl || ref.facts.details.members.length === 0);
    if (verdict.kind === 'migrate' && !isDone) {
      throw new Error(`the edits would leave ${ref.facts.name ?? 'a class'} of ${path} half done`);
    }
  }
}
