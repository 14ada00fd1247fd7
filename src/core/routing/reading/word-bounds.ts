import * as texts from '../lexicon/text-classes.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { FOUR, WORDS_OF_FOUR } = texts;

/** Texts of usual size share one list, as they share the buffer of their classes. */
const SHARED_UNITS = 0x40_00;
const shared = newBounds(SHARED_UNITS);

/** Two for each unit where capitals stand in a row, and the end. */
function newBounds(units: number): Int32Array {
  return new Int32Array(2 * units + 2 * FOUR);
}

/**
 * Where words begin and where they end, in turns, and behind the last one the length of the text. A capital letter inside of a word ends it and begins
 * another one at the same place. Nearly without branches: words are of any length, and a processor guesses it wrong. Read them before the next text is
 * asked for.
 */
export function wordBounds({ view }: texts.TextClasses, length: number): Int32Array {
  const bounds = length <= SHARED_UNITS ? shared : newBounds(length);
  let last = 0;
  let count = 0;
  for (let at = 0; at < length; at += FOUR) {
    const four = view.getUint32(at, true);
    const before = (four << 8) | last;
    const changes = four ^ before;
    const capitals = before & four & (four << 1) & WORDS_OF_FOUR;
    last = four >>> 24;
    if (capitals === 0) {
      bounds[count] = at;
      count += (changes >>> 7) & 1;
      bounds[count] = at + 1;
      count += (changes >>> 15) & 1;
      bounds[count] = at + 2;
      count += (changes >>> 23) & 1;
      bounds[count] = at + 3;
      count += changes >>> 31;
    } else count = addBounds(bounds, count, { at, changes, capitals });
  }
  for (let end = count; end < count + FOUR; end += 1) bounds[end] = length;
  return bounds;
}

interface FourUnits {
  readonly at: number;
  readonly changes: number;
  readonly capitals: number;
}

/** @returns how many bounds there are now */
function addBounds(bounds: Int32Array, from: number, { at, changes, capitals }: FourUnits): number {
  let count = from;
  for (let unit = 0; unit < FOUR; unit += 1) {
    const bit = 8 * unit + 7;
    bounds[count] = at + unit;
    bounds[count + 1] = at + unit;
    count += ((changes >>> bit) & 1) + 2 * ((capitals >>> bit) & 1);
  }
  return count;
}
