/** Where and how often a concept was seen. */
export interface Sighting {
  count: number;
  /** How often among the first two words of a sentence. */
  leads: number;
  /** Where it was seen first, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** By position in the lexicon. */
export type Sightings = (Sighting | undefined)[];

/** What one pass over a description counts. */
export interface AskedReading {
  /** In sentences that ask for something; in all, when no sentence does. */
  readonly asked: readonly (Sighting | undefined)[];
  /** In the other sentences. */
  readonly passing: readonly (Sighting | undefined)[];
  /** The known words that were seen, each once. */
  readonly knownWords: readonly number[];
  readonly counts: AskedCounts;
}

/** Plain counts. */
export interface AskedCounts {
  units: number;
  words: number;
  sentences: number;
  /** Sentences that ask for something. */
  asking: number;
  questions: number;
  /** Commas and semicolons. */
  commas: number;
  colons: number;
  /** Numbers, with or without a unit. */
  numbers: number;
  /** Names as in code, paths, files. */
  names: number;
  /** What stands between quotation marks or backticks. */
  quotes: number;
  /** Lines that begin with a bullet or a number. */
  bullets: number;
  /** `75 to 80`, `'a' by 'b'`: a value, a short word, another value. */
  changes: number;
  wordsInLast: number;
  /** UTF-16 units of scripts that are not Latin. */
  foreign: number;
}

/** Nothing counted yet. */
export function noCounts(units: number): AskedCounts {
  return {
    units,
    words: 0,
    sentences: 0,
    asking: 0,
    questions: 0,
    commas: 0,
    colons: 0,
    numbers: 0,
    names: 0,
    quotes: 0,
    bullets: 0,
    changes: 0,
    wordsInLast: 0,
    foreign: 0,
  };
}
