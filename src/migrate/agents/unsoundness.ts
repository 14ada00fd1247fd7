import { factsOf } from '../code/facts/file-facts.ts';
import { languageOf, type SourceParser } from '../code/syntax/parse-source.ts';
import { type AgentClass, agentCollector, agentInterest } from './collect-agents.ts';
import { isWrapped } from './is-wrapped.ts';
import type { Examined } from './examine.ts';

/**
 * What speaks against the edits of a file; undefined when nothing does. What would be written is parsed and looked at as the next run would: every
 * class that is migrated must be found migrated.
 */
export function unsoundness(
  { path, judged, loaded }: Examined,
  text: string,
  parser: SourceParser,
): string | undefined {
  const parsed = parser.parseAgain(path, text, agentInterest);
  if (parsed.kind === 'failed') return parsed.message;
  const clash = parsed.recovered.find((code) => !loaded.recovered.includes(code));
  if (clash !== undefined) return nameOfClash(clash);
  const file = { path, text, language: languageOf(path), program: parsed.program };
  const { classes } = factsOf(file, agentCollector(new Map()));
  const half = judged.find(
    ({ ref, verdict }) =>
      verdict.kind === 'migrate' && !isMigrated(classes[ref.index]?.details, ref.facts.details),
  );
  return half && `${half.ref.facts.name ?? 'a class'} would be half done`;
}

function nameOfClash(code: string): string {
  return /Dupe|Redeclaration/.test(code) ? 'two variables would have one name' : code;
}

function isMigrated(after: AgentClass | undefined, before: AgentClass): boolean {
  if (after === undefined || !isWrapped(after.members)) return false;
  return after.declaresImpl || before.members.length === 0;
}
