import { factsOf } from '../code/facts/file-facts.ts';
import { languageOf, type SourceParser } from '../code/syntax/parse-source.ts';
import { streamingNames, toolCollector, toolInterest } from './collect-tools.ts';
import type { Examined } from './examine.ts';

/**
 * Parses what would be written, and looks at it as the next run would: every class that is migrated must have both members.
 * @throws Error when it has not: a bug of ours, and nothing is written
 */
export function requireMigrated(
  { path, judged }: Examined,
  text: string,
  parser: SourceParser,
): void {
  const parsed = parser.parseAgain(path, text, toolInterest([]));
  if (parsed.kind === 'failed') throw new Error(`the edits would break ${path}: ${parsed.message}`);
  const file = { path, text, language: languageOf(path), program: parsed.program };
  const { classes } = factsOf(file, toolCollector([], new Map()));
  for (const { ref, verdict } of judged) {
    const streaming = classes[ref.index]?.details.streaming;
    const isDone = streamingNames.every((name) => streaming?.get(name) === 'method');
    if (verdict.kind === 'migrate' && !isDone) {
      throw new Error(`the edits would leave ${ref.facts.name ?? 'a class'} of ${path} half done`);
    }
  }
}
