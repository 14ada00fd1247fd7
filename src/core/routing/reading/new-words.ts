import { cell32 } from '../lexicon/cells.ts';

/** Whether a known word was not asked for before in this text. */
export type NewWords = (position: number) => boolean;

/** By position, the text that a word was last seen in. Texts are read one after another, so one table serves all; nothing needs to be cleared. */
let lastText = new Int32Array(0);
let textNumber = 0;

/** Begins with a new text. */
export function newWords(size: number): NewWords {
  if (lastText.length < size) lastText = new Int32Array(size);
  textNumber = (textNumber + 1) | 0;
  const table = lastText;
  const text = textNumber;
  return (position) => {
    if (cell32(table, position) === text) return false;
    table[position] = text;
    return true;
  };
}
