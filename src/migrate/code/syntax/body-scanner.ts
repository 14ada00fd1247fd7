import type { Span } from './path-at.ts';

/** What is open where the scanner is. */
interface Level {
  readonly kind: 'class' | 'braces' | 'body' | 'parentheses' | 'substitution';
  readonly start: number;
  /** Of a class body: where the member under way begins, and what was seen of it. */
  member: number;
  parentheses: boolean;
  value: boolean;
}

/** A body of a method, with what stands before it. */
export interface FoundBody extends Span {
  /** Where the member begins, or the comment above it. */
  readonly member: number;
}

type Step = (at: number) => number;

/** What a scan gives up with. Whoever asks parses all of the text then. */
const UNSURE = -1;

/**
 * Finds the bodies of methods by looking at nothing but brackets, strings, comments and regular expressions: a tenth of the time of a parser.
 * It may be wrong about what a brace opens: what it finds must be looked at with a parser. TypeScript without JSX only.
 */
export class BodyScanner {
  readonly #text: string;
  readonly #classes: readonly number[];
  #nextClass = 0;
  readonly #levels: Level[] = [];
  readonly #found: FoundBody[] = [];
  readonly #steps: readonly (Step | undefined)[] = stepsOf({
    '"': (at) => this.#string(at),
    "'": (at) => this.#string(at),
    '`': (at) => this.#template(at + 1),
    '/': (at) => this.#slash(at),
    '{': (at) => this.#open(at),
    '}': (at) => this.#close(at),
    '(': (at) => this.#openParenthesis(at),
    ')': (at) => (this.#levels.pop()?.kind === 'parentheses' ? at + 1 : UNSURE),
    '=': (at) => this.#value(at),
    ';': (at) => this.#endMember(at),
  });

  /** @param classes offsets of the word `class`, ascending */
  constructor(text: string, classes: readonly number[]) {
    this.#text = text;
    this.#classes = classes;
  }

  /** The bodies, none inside of another; undefined where the text is not understood. */
  scan(): readonly FoundBody[] | undefined {
    const text = this.#text;
    const steps = this.#steps;
    let at = 0;
    while (at < text.length) {
      const step = steps[text.charCodeAt(at)];
      at = step === undefined ? at + 1 : step(at);
      if (at === UNSURE) return undefined;
    }
    return this.#levels.length === 0 ? this.#found : undefined;
  }

  get #level(): Level | undefined {
    return this.#levels.at(-1);
  }

  #string(at: number): number {
    const text = this.#text;
    const quote = text.charCodeAt(at);
    for (let end = at + 1; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code === quote) return this.#skipTo(end + 1);
      if (code === NEWLINE) return UNSURE;
      if (code === BACKSLASH) end += 1;
    }
    return UNSURE;
  }

  #template(from: number): number {
    const text = this.#text;
    for (let end = from; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code === BACKTICK) return this.#skipTo(end + 1);
      if (code === BACKSLASH) end += 1;
      if (code === DOLLAR && text.charCodeAt(end + 1) === OPEN) {
        this.#levels.push(levelAt('substitution', end));
        return end + 2;
      }
    }
    return UNSURE;
  }

  #slash(at: number): number {
    const text = this.#text;
    if (text.startsWith('//', at)) return this.#skipTo(indexOrEnd(text.indexOf('\n', at), text));
    if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      return end < 0 ? UNSURE : this.#skipTo(end + 2);
    }
    const before = text.slice(Math.max(0, at - NEAR), at).trimEnd();
    if (before.endsWith('}') || before.endsWith('/') || before === '') return UNSURE;
    const isDivision =
      /[\w$)\]"'`\u0080-\uFFFF]$/.test(before) && !endsWithOperatorWord.test(before);
    return isDivision ? at + 1 : this.#regularExpression(at);
  }

  #regularExpression(at: number): number {
    regularExpression.lastIndex = at;
    return regularExpression.test(this.#text) ? this.#skipTo(regularExpression.lastIndex) : UNSURE;
  }

  /** A word `class` in what is skipped is none. */
  #skipTo(end: number): number {
    while ((this.#classes[this.#nextClass] ?? end) < end) this.#nextClass += 1;
    return end;
  }

  #open(at: number): number {
    const isClass = (this.#classes[this.#nextClass] ?? at) < at;
    this.#skipTo(at);
    const kind = isClass ? 'class' : this.#opensBody(at) ? 'body' : 'braces';
    this.#levels.push(levelAt(kind, at));
    return at + 1;
  }

  #opensBody(at: number): boolean {
    const level = this.#level;
    if (level?.kind !== 'class' || !level.parentheses) return false;
    const before = this.#text.slice(Math.max(0, at - NEAR), at).trimEnd();
    // After a value without a semicolon it may be the body of the next method.
    return level.value ? before.endsWith(')') : !endsInType.test(before);
  }

  #close(at: number): number {
    const closed = this.#levels.pop();
    if (closed === undefined || closed.kind === 'parentheses') return UNSURE;
    if (closed.kind === 'substitution') return this.#template(at + 1);
    const level = this.#level;
    if (closed.kind !== 'body' || level === undefined) return at + 1;
    this.#found.push({ member: level.member, start: closed.start, end: at + 1 });
    return this.#endMember(at);
  }

  #openParenthesis(at: number): number {
    const level = this.#level;
    if (level !== undefined) level.parentheses = true;
    this.#levels.push(levelAt('parentheses', at));
    return at + 1;
  }

  #value(at: number): number {
    const level = this.#level;
    if (level !== undefined) level.value = true;
    return at + 1;
  }

  #endMember(at: number): number {
    const level = this.#level;
    if (level !== undefined) {
      level.member = at + 1;
      level.parentheses = false;
      level.value = false;
    }
    return at + 1;
  }
}

const NEWLINE = 0x0a;
const DOLLAR = 0x24;
const BACKSLASH = 0x5c;
const BACKTICK = 0x60;
const OPEN = 0x7b;
/** Blanks and one word fit in. */
const NEAR = 80;

/** What stands before a brace that opens a type of a result, and no body. */
const endsInType =
  /(?:[:|&<,?(]|=>|\b(?:asserts|extends|infer|is|keyof|new|readonly|typeof|unique))$/;

/** Words that a value follows, so that a slash begins a regular expression. */
const endsWithOperatorWord =
  /(?<![\w$.])(?:await|case|delete|do|else|in|instanceof|new|of|return|throw|typeof|void|yield)$/;

const regularExpression = /\/(?:[^\\/[\n]|\\[^\n]|\[(?:[^\\\]\n]|\\[^\n])*\])+\/\w*/y;

function indexOrEnd(index: number, text: string): number {
  return index < 0 ? text.length : index;
}

function levelAt(kind: Level['kind'], start: number): Level {
  return { kind, start, member: start + 1, parentheses: false, value: false };
}

/** A table by character code: nearly all characters have no step. */
function stepsOf(steps: Readonly<Record<string, Step>>): (Step | undefined)[] {
  const table: (Step | undefined)[] = Array.from({ length: 128 }, () => undefined);
  for (const [character, step] of Object.entries(steps)) table[character.charCodeAt(0)] = step;
  return table;
}
