import * as cells from '../lexicon/cells.ts';
import type { Sightings } from './asked-reading.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { cell32 } = cells;

/** What was seen in sentences that ask, and in others. A sentence may tell at its end only which it is. */
export interface SeenConcepts {
  readonly asking: Sightings;
  readonly passing: Sightings;
  /** How much of the list is of the sentence. */
  length: number;
}

/** Before a text is read. */
export function nothingSeen(): SeenConcepts {
  return { asking: [], passing: [], length: 0 };
}

const FIELDS = 4;

/** From this length on it should be flushed. */
export const FULL: number = FIELDS * 256;

/** One word may mean more than one thing: they go in together. */
const MORE = FIELDS * 64;

/** What was seen since the sentence began. Texts are read one after another, so one list serves all. */
const list = new Int32Array(FULL + MORE);

/** What a word means. */
export interface Seen {
  readonly concepts: readonly number[];
  /** 1 when it was among the first words of a sentence. */
  readonly leads: number;
  readonly requestPower: Int32Array;
}

/** UTF-16 units. */
export interface Where {
  readonly start: number;
  readonly end: number;
}

/** Keeps what was seen until the sentence ends. @returns the most power that one of the concepts has */
export function see(
  seen: SeenConcepts,
  { concepts, leads, requestPower }: Seen,
  { start, end }: Where,
): number {
  let at = seen.length;
  let most = 0;
  for (const concept of concepts) {
    most = Math.max(most, cell32(requestPower, concept));
    list[at] = concept;
    list[at + 1] = leads;
    list[at + 2] = start;
    list[at + 3] = end;
    at += FIELDS;
  }
  seen.length = at;
  return most;
}

/** Books what was seen. */
export function flush(seen: SeenConcepts, asks: boolean): void {
  const into = asks ? seen.asking : seen.passing;
  const { length } = seen;
  for (let at = 0; at < length; at += FIELDS) {
    const concept = cell32(list, at);
    const leads = cell32(list, at + 1);
    const sighting = into[concept];
    if (sighting === undefined) {
      into[concept] = { count: 1, leads, start: cell32(list, at + 2), end: cell32(list, at + 3) };
    } else {
      sighting.count += 1;
      sighting.leads += leads;
    }
  }
  seen.length = 0;
}
