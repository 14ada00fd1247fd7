import type { SourceLocation } from '../errors.ts';

/** What a migration step has to say. */
export interface Note {
  /** The step's name. */
  readonly step: string;
  /** `change`: this will be different; `keep`: it was there and stays; `warning`: a person should look. */
  readonly kind: 'change' | 'keep' | 'warning';
  readonly message: string;
  readonly location?: SourceLocation;
}

/** What a migration would do to one file. Applying it is writing `text`. */
export interface Plan {
  readonly changed: boolean;
  readonly notes: readonly Note[];
  /** The whole new text, without a byte order mark. */
  readonly text: string;
}
