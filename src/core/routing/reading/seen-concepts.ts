import * as cells from '../lexicon/cells.ts';
import type { Sightings } from './asked-reading.ts';

// Read from the namespace into constants of this module, which V8 folds: imported functions it compares at each call. See docs/decisions/017-constants-of-hot-modules.md.
const { cell32 } = cells;

/** One place where a concept was seen. */
interface Seen {
  readonly concept: number;
  readonly leads: number;
  readonly start: number;
  readonly end: number;
}

const FIELDS = 4;
const FULL = FIELDS * 256;
/** One word may mean more than one thing: they go in together. */
const MORE = FIELDS * 64;

/** What was seen since the sentence began. Texts are read one after another, so one list serves all. */
const list = new Int32Array(FULL + MORE);

/** What was seen in sentences that ask, and in others. A sentence may tell at its end only which it is. */
export class SeenConcepts {
  readonly asking: Sightings;
  readonly passing: Sightings;
  #length = 0;

  constructor(size: number) {
    this.asking = Array<undefined>(size).fill(undefined);
    this.passing = Array<undefined>(size).fill(undefined);
  }

  get isFull(): boolean {
    return this.#length >= FULL;
  }

  add({ concept, leads, start, end }: Seen): void {
    const at = this.#length;
    list[at] = concept;
    list[at + 1] = leads;
    list[at + 2] = start;
    list[at + 3] = end;
    this.#length = at + FIELDS;
  }

  /** Books what was seen. */
  flush(asks: boolean): void {
    const into = asks ? this.asking : this.passing;
    for (let at = 0; at < this.#length; at += FIELDS) {
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
    this.#length = 0;
  }
}
