import type { Path } from '../../document/span.ts';
import type { Edit } from '../../document/splice.ts';

/** One safe repair: what to change in the text, and what the value is then. */
export interface Fix {
  /** The rule whose finding goes away. */
  readonly code: 'price-unit' | 'quoted-value' | 'partial-defaults';
  readonly path: Path;
  /** For people: "15.00 → 0.015". */
  readonly message: string;
  readonly edit: Edit;
  /** The values that the edit gives; checked after it. */
  readonly values: readonly { readonly path: Path; readonly value: unknown }[];
}
