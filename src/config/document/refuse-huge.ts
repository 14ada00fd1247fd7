import { AqeError } from '../../errors.ts';
import { LineIndex } from './line-index.ts';

/** About a gigabyte of parser events: what a program with default settings can hold. */
const MAX_VALUES = 2_400_000;

/**
 * Refuses a text with more values than memory has room for, before the parser makes an event of each.
 * @throws AqeError FILE_TOO_LARGE
 */
export function refuseHuge(text: string, file: string): void {
  // Each value needs at least one indicator and one more character.
  if (text.length < 2 * MAX_VALUES) return;
  const offset = offsetOfIndicator(text, MAX_VALUES);
  if (offset === undefined) return;
  throw new AqeError(
    'FILE_TOO_LARGE',
    `the file has more than ${MAX_VALUES.toLocaleString('en')} values`,
    {
      location: { file, ...new LineIndex(text).at(offset) },
      hint: 'A fleet configuration has a few hundred. Is this the right file?',
    },
  );
}

/** Where the n-th comma, bracket, colon or dash of a list stands; comments and strings count, which costs no real file. */
function offsetOfIndicator(text: string, n: number): number | undefined {
  let seen = 0;
  for (const match of text.matchAll(/[,[{]|[:?-](?=\s)|":/g)) {
    seen += 1;
    if (seen > n) return match.index;
  }
  return undefined;
}
