import * as cells from './cells.ts';
import * as chars from './char-class.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { cell16 } = cells;
const { CharClass, charClass, classAt, PLAIN, ROW } = chars;

/**
 * A compiled list of Latin words and phrases: a double-array trie (J. Aoe, 1989). The child of a node for a class of characters is at
 * `base[node] + class`, if `check` there says that it is this node's. Small enough to stay in the cache, where a table would not.
 */
export interface WordTrie {
  /** Four cells a node, side by side so that one access to memory brings them all: see {@link Cell}. */
  readonly nodes: Uint16Array;
  readonly meanings: readonly (readonly number[])[];
  /** How many meanings there are: they count from 0. */
  readonly concepts: number;
}

/** The cells of a node. */
const Cell = {
  base: 0,
  check: 1,
  /** What an entry means that ends here as a beginning of words; 0: none ends here. A position in `meanings`. */
  begins: 2,
  /** The same where a word ends: whole words too. */
  whole: 3,
} as const;

const CELLS = 4;

/** One entry: `$` at its end makes it a whole word. */
export interface TrieEntry {
  readonly text: string;
  readonly meaning: number;
}

interface Node {
  readonly children: Map<number, Node>;
  readonly begins: Set<number>;
  readonly whole: Set<number>;
}

/** Compiles entries. */
export function wordTrie(entries: readonly TrieEntry[]): WordTrie {
  const root = newNode();
  for (const { text, meaning } of entries) {
    const isWhole = text.endsWith('$');
    const node = insert(root, isWhole ? text.slice(0, -1) : text);
    if (!isWhole) node.begins.add(meaning);
    node.whole.add(meaning);
  }
  const concepts = entries.reduce((most, { meaning }) => Math.max(most, meaning + 1), 0);
  return { ...new Compiler().compile(root), concepts };
}

function newNode(): Node {
  return { children: new Map(), begins: new Set(), whole: new Set() };
}

function insert(root: Node, word: string): Node {
  let node = root;
  for (let index = 0; index < word.length; index += 1) {
    const column = charClass(word.charCodeAt(index)) & PLAIN;
    const child = node.children.get(column) ?? newNode();
    node.children.set(column, child);
    node = child;
  }
  return node;
}

/** The node that all entries begin at. */
export const ROOT = 1;

/** Gives every node the first place that is free for all of its children. */
class Compiler {
  readonly #cells: number[] = [];
  readonly #meanings: (readonly number[])[] = [[]];
  #firstFree = ROOT + 1;

  compile(root: Node): Omit<WordTrie, 'concepts'> {
    this.#place(root, ROOT);
    const length = this.#cells.length + CELLS * ROW;
    const nodes = Uint16Array.from({ length }, (_, index) => this.#cells[index] ?? 0);
    return { nodes, meanings: this.#meanings };
  }

  #place(node: Node, at: number): void {
    this.#cells[CELLS * at + Cell.begins] = this.#meaning(node.begins);
    this.#cells[CELLS * at + Cell.whole] = this.#meaning(node.whole);
    const columns = [...node.children.keys()];
    if (columns.length === 0) return;
    const base = this.#freeBase(columns);
    this.#cells[CELLS * at + Cell.base] = base;
    for (const column of columns) this.#cells[CELLS * (base + column) + Cell.check] = at;
    for (const [column, child] of node.children) this.#place(child, base + column);
  }

  #freeBase(columns: readonly number[]): number {
    while (this.#isTaken(this.#firstFree)) this.#firstFree += 1;
    let base = Math.max(ROOT, this.#firstFree - Math.min(...columns));
    while (columns.some((column) => this.#isTaken(base + column))) base += 1;
    return base;
  }

  #isTaken(at: number): boolean {
    return at <= ROOT || (this.#cells[CELLS * at + Cell.check] ?? 0) !== 0;
  }

  #meaning(meanings: ReadonlySet<number>): number {
    return meanings.size === 0 ? 0 : this.#meanings.push([...meanings]) - 1;
  }
}

/** The child of a node for a class; 0 when there is none. */
export function childOf({ nodes }: WordTrie, node: number, column: number): number {
  const child = cell16(nodes, CELLS * node + Cell.base) + column;
  return cell16(nodes, CELLS * child + Cell.check) === node ? child : 0;
}

/** Whether an entry ends at a node that all words may go on behind. */
export function isBeginning({ nodes }: WordTrie, node: number): boolean {
  return cell16(nodes, CELLS * node + Cell.begins) !== 0;
}

/** Whether an entry ends at a node. */
export function isEnd({ nodes }: WordTrie, node: number): boolean {
  return cell16(nodes, CELLS * node + Cell.whole) !== 0;
}

/**
 * What stands at a place of a text: what it means, and above that how many units it has. 0: nothing. One number, since an object for each word takes as
 * long as to find it.
 */
export type Match = number;

const MEANING = 0xff_ff;
const LENGTH = 16;
/** Only evidence for people goes by the length, and nobody reads that much. */
const LONGEST = 0x7f_ff;

function matchOf(meaning: number, length: number): Match {
  return (Math.min(LONGEST, length) << LENGTH) | meaning;
}

/** What a match means: none for no match. */
export function meaningsOf({ meanings }: WordTrie, match: Match): readonly number[] {
  return meanings[match & MEANING] ?? [];
}

/** How many units a match has. */
export function lengthOf(match: Match): number {
  return match >>> LENGTH;
}

/** Where to go on in a trie: a node, and above that how many units led to it. */
export type From = number;

const NODE = 0xff_ff;
const UNITS = 16;

/** Where to go on behind so many units. */
export function fromNode(node: number, units: number): From {
  return (units << UNITS) | node;
}

/** Behind how many units. */
export function unitsOf(from: From): number {
  return from >>> UNITS;
}

/** Where to look for entries. */
export interface Place {
  /** Of a trie. */
  readonly nodes: Uint16Array;
  /** Of a text. */
  readonly classes: Uint8Array;
}

/** The longest entry that begins somewhere and goes on from a node. A run of white space counts as one blank. */
export function findEntry({ nodes, classes }: Place, start: number, from: From): Match {
  let match = 0;
  let node = from & NODE;
  let index = start + unitsOf(from);
  for (;;) {
    const column = classAt(classes, index) & PLAIN;
    const cell = CELLS * node;
    // What begins words also is whole words: most nodes end neither.
    if (nodes[cell + Cell.whole] !== 0) {
      const meaning = cell16(nodes, cell + endCell(column));
      if (meaning !== 0) match = matchOf(meaning, index - start);
    }
    if (column >= ROW) return match;
    const child = cell16(nodes, cell + Cell.base) + column;
    if (nodes[CELLS * child + Cell.check] !== node) return match;
    node = child;
    index += 1;
    if (column === CharClass.blank) index = skipBlanks(classes, index);
  }
}

/** Which cell counts, by what follows. */
function endCell(column: number): number {
  const isInsideWord = column > 0 && column <= CharClass.digit;
  return isInsideWord ? Cell.begins : Cell.whole;
}

function skipBlanks(classes: Uint8Array, from: number): number {
  let index = from;
  while ((classAt(classes, index) & PLAIN) === CharClass.blank) index += 1;
  return index;
}
