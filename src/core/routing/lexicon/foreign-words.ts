/** Words of scripts without blanks, by their first unit, the longest first. */
export type ForeignWords = ReadonlyMap<number, readonly ForeignWord[]>;

interface ForeignWord {
  readonly text: string;
  readonly meanings: readonly number[];
}

/** Compiles entries of scripts that are not Latin. */
export function foreignWords(
  entries: readonly { readonly text: string; readonly meaning: number }[],
): ForeignWords {
  const meanings = new Map<string, number[]>();
  for (const { text, meaning } of entries) {
    const known = meanings.get(text);
    if (known === undefined) meanings.set(text, [meaning]);
    else known.push(meaning);
  }
  const words = new Map<number, ForeignWord[]>();
  const longestFirst = [...meanings].toSorted(([a], [b]) => b.length - a.length);
  for (const [text, list] of longestFirst) {
    const code = text.charCodeAt(0);
    words.set(code, [...(words.get(code) ?? []), { text, meanings: list }]);
  }
  return words;
}

/** The longest word that begins at a place; small and capital Cyrillic letters are the same. */
export function findForeign(
  words: ForeignWords,
  text: string,
  start: number,
): ForeignWord | undefined {
  const code = text.charCodeAt(start);
  const isCapital = code >= 0x04_10 && code <= 0x04_2f;
  return words
    .get(isCapital ? code + 0x20 : code)
    ?.find((word) => text.slice(start, start + word.text.length).toLowerCase() === word.text);
}
