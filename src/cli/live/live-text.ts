import stringWidth from 'string-width';
import type { OutputStream } from '../world.ts';
import { printable } from './printable.ts';

const ERASE_BELOW = '\u001B[0J';

/** Where live text shows. */
export interface LiveScreen {
  /** Gets the text. */
  readonly out: OutputStream;
  /** Gets the status, on the same terminal; undefined shows none. */
  readonly status: OutputStream | undefined;
  /** Colours the status. */
  readonly style: (line: string) => string;
}

/**
 * Text that grows on a terminal, with a status line below it. What was written is never moved: only the status is
 * erased before more text comes, and drawn again behind it.
 */
export class LiveText {
  readonly #screen: LiveScreen;
  /** What stands on the row of the cursor. */
  #row = '';
  /** The row above is full, and the terminal has gone to the next one already. */
  #wrapped = false;
  #status = '';
  #drawn = false;

  constructor(screen: LiveScreen) {
    this.#screen = screen;
  }

  write(text: string): void {
    const clean = printable(text);
    if (clean === '') return;
    this.#erase();
    const visible = this.#wrapped && clean.startsWith('\n') ? clean.slice(1) : clean;
    this.#wrapped = false;
    this.#screen.out.write(visible);
    this.#row = lastRow(this.#row + visible, this.#columns);
    this.#draw();
  }

  /** Changes the status line; an empty text removes it. */
  status(line: string): void {
    this.#erase();
    this.#status = line;
    this.#draw();
  }

  /** A line of its own, which is no part of the text. */
  note(line: string): void {
    const { status } = this.#screen;
    if (status === undefined) return;
    this.#erase();
    status.write(`${this.#row === '' ? '' : '\n'}${line}\n`);
    this.#row = '';
    this.#wrapped = false;
    this.#draw();
  }

  /** Ends the text with a line end and removes the status. */
  end(): void {
    this.#erase();
    this.#status = '';
    if (this.#row !== '') this.#screen.out.write('\n');
    this.#row = '';
  }

  get #columns(): number {
    return Math.max(this.#screen.out.columns ?? 80, 20);
  }

  #draw(): void {
    const { status, style } = this.#screen;
    if (this.#status === '' || status === undefined) return;
    status.write(`\n${style(cut(this.#status, this.#columns - 1))}`);
    this.#drawn = true;
  }

  #erase(): void {
    if (!this.#drawn) return;
    this.#drawn = false;
    const width = stringWidth(this.#row);
    // A row that is full goes on where the status stands; else back up to the end of the row.
    const full = width >= this.#columns;
    const back = full ? '' : `\u001B[1A\u001B[${width + 1}G`;
    this.#screen.status?.write(`\r${ERASE_BELOW}${back}`);
    if (!full) return;
    this.#row = '';
    this.#wrapped = true;
  }
}

/** What stands on the row of the cursor: terminals break lines that are too long. */
function lastRow(text: string, columns: number): string {
  let row = '';
  let width = 0;
  for (const character of text.slice(text.lastIndexOf('\n') + 1)) {
    const own = character === '\t' ? 8 - (width % 8) : stringWidth(character);
    if (width + own > columns) {
      row = '';
      width = 0;
    }
    row += character === '\t' ? ' '.repeat(own) : character;
    width += own;
  }
  return row;
}

/** Cut to a width, so that the status never takes two rows. */
function cut(line: string, columns: number): string {
  let width = 0;
  let result = '';
  for (const character of line) {
    width += stringWidth(character);
    if (width > columns) return result;
    result += character;
  }
  return result;
}
