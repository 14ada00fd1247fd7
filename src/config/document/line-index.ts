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
      this.#known = this.#text.includes('\r') ? afterAnyEnd(this.#text) : afterNewlines(this.#text);
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

function afterAnyEnd(text: string): number[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  return starts;
}

/** As most texts end their lines: four times as fast. */
function afterNewlines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
