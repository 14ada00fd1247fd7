import { Writable } from 'node:stream';
import type { OutputStream } from '../../src/cli/world.ts';

/** A terminal in memory: what a person would see. It knows line feeds, carriage returns, wrapping, and the escapes that live output uses. */
export class Screen {
  readonly columns: number;
  #rows: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    this.columns = columns;
  }

  /** Streams of one terminal share its screen. */
  stream(): OutputStream {
    const writable = new Writable({
      decodeStrings: false,
      write: (text: string, _encoding, done) => {
        this.#write(text);
        done();
      },
    });
    return Object.assign(writable, { isTTY: true, columns: this.columns });
  }

  /** The rows without blanks at their ends. */
  text(): string {
    return this.#rows.map((row) => row.join('').trimEnd()).join('\n');
  }

  #write(text: string): void {
    // oxlint-disable-next-line no-control-regex -- terminals are told by them
    for (const [token] of text.matchAll(/\u001B\[\d*[A-Za-z]|[^]/gu)) this.#put(token);
  }

  #put(token: string): void {
    // oxlint-disable-next-line no-control-regex -- terminals are told by them
    const escape = /^\u001B\[(\d*)([A-Za-z])$/.exec(token);
    if (escape !== null) this.#escape(escape[2] ?? '', Number(escape[1] ?? '0'));
    else if (token === '\n') this.#lineFeed();
    else if (token === '\r') this.#column = 0;
    else this.#print(token);
  }

  #escape(command: string, count: number): void {
    if (command === 'A') this.#row = Math.max(0, this.#row - count);
    else if (command === 'G') this.#column = count - 1;
    else if (command === 'J') this.#eraseBelow();
    else throw new Error(`the screen does not know ${command}`);
  }

  #eraseBelow(): void {
    this.#rows[this.#row]?.splice(this.#column);
    this.#rows.splice(this.#row + 1);
  }

  #lineFeed(): void {
    this.#row += 1;
    this.#column = 0;
    this.#rows[this.#row] ??= [];
  }

  #print(character: string): void {
    if (this.#column >= this.columns) this.#lineFeed();
    const row = (this.#rows[this.#row] ??= []);
    while (row.length < this.#column) row.push(' ');
    row[this.#column] = character;
    this.#column += 1;
  }
}
