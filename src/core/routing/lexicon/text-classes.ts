import * as cells from './cells.ts';
import * as chars from './char-class.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { cell32 } = cells;
const { CharClass, charClass, classAt } = chars;

/** What reading needs to know of each character of a text. */
export interface TextClasses {
  /** A class for each UTF-16 unit, and some {@link CharClass.other} behind the last. */
  readonly classes: Uint8Array;
  /** The same bytes, to look at four of them at once. */
  readonly view: DataView;
}

/** So many units are looked at together. */
export const FOUR = 4;

/** The bits of letters and digits in the classes of four units; those of capital letters are one below. */
export const WORDS_OF_FOUR = 0x80_80_80_80;

interface Buffer extends TextClasses {
  readonly fours: Int32Array;
}

/** Looks ahead may go so far behind the end of a text. */
const PADDING = 8;
const BYTE = 0xff;

/** Behind the end of a text may stand what was there before, so there are classes for all bytes. */
const byteClasses = Uint8Array.from({ length: BYTE + 1 }, (_, code) => charClass(code));

function newBuffer(length: number): Buffer {
  const fours = new Int32Array(Math.ceil((length + PADDING) / FOUR));
  const { buffer } = fours;
  return { classes: new Uint8Array(buffer), view: new DataView(buffer), fours };
}

/** Texts of usual size share one buffer: to get memory takes longer than to fill it. Longer ones do not keep theirs. */
const shared = newBuffer(0x1_00_00);
const encoder = new TextEncoder();

/** The classes of a text. Read them before the next text is asked for. */
export function textClasses(text: string): TextClasses {
  const { length } = text;
  const buffer = length + PADDING <= shared.classes.length ? shared : newBuffer(length);
  const { classes } = buffer;
  // To ask a string for its units one by one takes longer than all else. Plain ASCII can be had at once: a byte for each unit.
  if (encoder.encodeInto(text, classes).written === length) classify(buffer.fours, length);
  else {
    for (let index = 0; index < length; index += 1) {
      classes[index] = charClass(text.charCodeAt(index));
    }
  }
  for (let index = length; index < length + PADDING; index += 1) classes[index] = CharClass.other;
  return buffer;
}

/** Puts classes in the place of bytes, four at once. */
function classify(fours: Int32Array, length: number): void {
  const count = Math.ceil(length / FOUR);
  for (let index = 0; index < count; index += 1) {
    const four = cell32(fours, index);
    fours[index] =
      classAt(byteClasses, four & BYTE) |
      (classAt(byteClasses, (four >>> 8) & BYTE) << 8) |
      (classAt(byteClasses, (four >>> 16) & BYTE) << 16) |
      (classAt(byteClasses, four >>> 24) << 24);
  }
}
