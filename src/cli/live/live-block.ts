import stringWidth from 'string-width';
import type { OutputStream } from '../world.ts';

const ERASE_BELOW = '\u001B[0J';
/** What colours are made of takes no room. */
// oxlint-disable-next-line no-control-regex -- that is what it is about
const COLOR = /\u001B\[[\d;]*m/y;

/** Lines at the end of a terminal that are drawn again and again, below lines that stay. */
export class LiveBlock {
  readonly #stream: OutputStream;
  #height = 0;

  constructor(stream: OutputStream) {
    this.#stream = stream;
  }

  /** Draws the block anew; `above` goes in front of it and stays. */
  draw(lines: readonly string[], above: readonly string[] = []): void {
    const columns = Math.max(this.#stream.columns ?? 80, 20) - 1;
    const back = this.#height === 0 ? '' : `\u001B[${this.#height}A`;
    const text = [...above, ...lines.map((line) => cut(line, columns))];
    this.#stream.write(`${back}\r${ERASE_BELOW}${text.map((line) => `${line}\n`).join('')}`);
    this.#height = lines.length;
  }
}

/** Cut to a width, so that a line never takes two rows; colours are kept whole. */
function cut(line: string, columns: number): string {
  let result = '';
  let width = 0;
  for (let at = 0; at < line.length;) {
    COLOR.lastIndex = at;
    const color = COLOR.exec(line)?.[0];
    if (color !== undefined) {
      result += color;
      at += color.length;
      continue;
    }
    const character = String.fromCodePoint(line.codePointAt(at) ?? 0);
    width += stringWidth(character);
    at += character.length;
    if (width <= columns) result += character;
  }
  return result;
}
