import type { Node } from '@babel/types';

/** The nodes around a place, the program first. */
export type SyntaxPath = readonly Node[];

/**
 * The nodes that hold an offset, from the outermost to the innermost. Only they are visited: where a handful of places matter in a large
 * file, walking all of it would cost as much as parsing it.
 */
export function pathAt(root: Node, offset: number): SyntaxPath {
  const path: Node[] = [];
  let node: Node | undefined = root;
  while (node !== undefined) {
    path.push(node);
    node = childAt(node, offset);
  }
  return path;
}

function childAt(node: Node, offset: number): Node | undefined {
  const values: readonly unknown[] = Object.values(node);
  for (const value of values) {
    const found = Array.isArray(value) ? elementAt(value, offset) : value;
    if (holds(found, offset)) return found;
  }
  return undefined;
}

/** Up to here looking at each is as fast. */
const FEW = 16;

/** The element of a list that holds an offset. Lists are in the order of the text; those of generated code have thousands. */
function elementAt(list: readonly unknown[], offset: number): unknown {
  if (list.length <= FEW) return list.find((item) => holds(item, offset));
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const item = list[middle];
    // A hole in a list says nothing of what is left and right of it.
    if (!isNode(item)) return list.find((other) => holds(other, offset));
    if (startOf(item) <= offset) low = middle;
    else high = middle - 1;
  }
  return list[low];
}

function holds(value: unknown, offset: number): value is Node {
  return isNode(value) && startOf(value) <= offset && offset < endOf(value);
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    'start' in value &&
    typeof value.type === 'string' &&
    // Comments look like nodes.
    !value.type.startsWith('Comment')
  );
}

/** A part of a text; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span of a node that may be missing. */
export function spanOf(node: Node | null | undefined): Span | undefined {
  return node ? { start: startOf(node), end: endOf(node) } : undefined;
}

/** Where a node begins. */
export function startOf(node: Node): number {
  return node.start ?? 0;
}

/** Where a node ends (exclusive). */
export function endOf(node: Node): number {
  return node.end ?? 0;
}

/** Offsets of a word, whole and not as a part of a longer or a private name. */
export function occurrencesOf(word: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isWord.test(text.charAt(at - 1)) && !isWord.test(text.charAt(at + word.length)))
      places.push(at);
  }
  return places;
}

const isWord = /[\p{ID_Continue}$#\u200C\u200D]/u;

/** The next offset that holds code, behind blanks and comments. */
export function skipBlank(text: string, from: number): number {
  const blank = /(\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  blank.lastIndex = from;
  blank.test(text);
  return blank.lastIndex;
}
