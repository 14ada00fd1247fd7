import type { Node, Program } from '@babel/types';
import { BodyScanner, type FoundBody } from './body-scanner.ts';
import { endOf, occurrencesOf, pathAt, type Span } from './path-at.ts';

/** What a syntax tree will be asked about. */
export interface Interest {
  /** A member of a class that has one of them anywhere, in its code or in a comment, is of interest as a whole. */
  readonly words: readonly string[];
  /** Of a member with such a name it is of interest that it is there, and not what it does. */
  readonly names: RegExp;
}

/** A text without what is of no interest, in which every offset is what it was. */
export interface Hollow {
  readonly text: string;
  /** What was left out. */
  readonly gaps: readonly Span[];
}

/** Shorter ones are not worth leaving out. */
const MIN_LENGTH = 100;

/**
 * Leaves out the methods in which nothing is of interest, and no class: in large files that is nearly all, and a syntax tree costs fifty
 * times its text.
 * @returns undefined where there is nothing to leave out, or the text is not understood
 */
export function hollow(text: string, { words, names }: Interest): Hollow | undefined {
  const classes = occurrencesOf('class', text);
  const marks = [classes, ...words.map((word) => placesOf(word, text))];
  const gaps: Span[] = [];
  for (const body of new BodyScanner(text, classes).scan() ?? []) {
    const { member, start, end } = body;
    if (end - start < MIN_LENGTH || isAmong(marks, member, end)) continue;
    addGap(gaps, names.test(text.slice(member, start)) ? inside(body) : { start: member, end });
  }
  return gaps.length === 0 ? undefined : { text: withGaps(text, gaps), gaps };
}

function inside({ start, end }: FoundBody): Span {
  return { start: start + 1, end: end - 1 };
}

/** Joins it to the one before when they touch. */
function addGap(gaps: Span[], gap: Span): void {
  const last = gaps.at(-1);
  if (last?.end === gap.start) gaps[gaps.length - 1] = { start: last.start, end: gap.end };
  else gaps.push(gap);
}

/** Whether all gaps are between members of classes, or in bodies of methods. */
export function isHollow(program: Program, { text, gaps }: Hollow): boolean {
  return gaps.every(({ start }) => {
    const [outer, inner] = pathAt(program, start).slice(-2);
    if (inner?.type !== 'ClassBody') return inner?.type === 'BlockStatement' && isMethod(outer);
    const before = inner.body.findLast((member) => endOf(member) <= start);
    // What goes on without a semicolon has lost its end.
    return before === undefined || isMethod(before) || text.charAt(endOf(before) - 1) === ';';
  });
}

function isMethod(node: Node | undefined): boolean {
  return node?.type === 'ClassMethod' || node?.type === 'ClassPrivateMethod';
}

/** A gap becomes a comment: parsers pass over those faster than over blanks. */
function withGaps(text: string, gaps: readonly Span[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of gaps) {
    parts.push(text.slice(from, start), '/*', ' '.repeat(end - start - 4), '*/');
    from = end;
  }
  return parts.join('') + text.slice(from);
}

/** Also those in longer words: rather too many than too few. */
function placesOf(word: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    places.push(at);
  }
  return places;
}

/** A pattern for any of several names. */
export function anyOf(names: Iterable<string>): RegExp {
  return new RegExp([...names].join('|'));
}

/** Whether one of several ascending lists has an offset from `start` to before `end`. */
function isAmong(lists: readonly (readonly number[])[], start: number, end: number): boolean {
  return lists.some((offsets) => (offsets[firstFrom(offsets, start)] ?? end) < end);
}

function firstFrom(offsets: readonly number[], start: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
