/** A place in a text; both count from 1. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets into lines and columns. Lines end in LF, CRLF or a lone CR, as in YAML 1.2. */
export class LineIndex {
  readonly #text: string;
  #known: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Found at the first question only: most files are never asked about. */
  get #starts(): readonly number[] {
    if (this.#known === undefined) {
      const starts = [0];
      for (const match of this.#text.matchAll(/\r\n|\n|\r/g))
        starts.push(match.index + match[0].length);
      this.#known = starts;
    }
    return this.#known;
  }

  /** The line and column of an offset. */
  at(offset: number): LineColumn {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }
}
