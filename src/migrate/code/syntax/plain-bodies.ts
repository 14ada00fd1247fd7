import { type ClassSite } from '../facts/class-facts.ts';
import { endOf, occurrencesOf, type Span, startOf } from './path-at.ts';

/** Shorter ones are not worth leaving out. */
const MIN_LENGTH = 100;

/**
 * The bodies of methods in which nothing is of interest: no class, and not the word.
 * A body that parsed once, in a method that is not edited, parses again: to check an edit they can be left out, which in large files is nearly all.
 */
export function plainBodies(sites: readonly ClassSite[], text: string, word: string): Span[] {
  const marks = [occurrencesOf(word, text), occurrencesOf('class', text)];
  return sites.flatMap(({ node }) =>
    node.body.body.flatMap((member) => {
      if (member.type !== 'ClassMethod' && member.type !== 'ClassPrivateMethod') return [];
      const span = { start: startOf(member.body), end: endOf(member.body) };
      const isPlain = !marks.some((offsets) => hasBetween(offsets, span));
      return isPlain && span.end - span.start >= MIN_LENGTH ? [span] : [];
    }),
  );
}

/** Whether a sorted list has an offset inside of a span. */
function hasBetween(offsets: readonly number[], { start, end }: Span): boolean {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (offsets[low] ?? end) < end;
}
