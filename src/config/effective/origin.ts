import type { Path } from '../document/span.ts';
import type { LeafKey } from '../schema/leaf-keys.ts';

/** Where a value comes from. */
export type OriginKind = 'flag' | 'environment' | 'store' | 'file' | 'default';

/** A value and where it comes from. */
export interface Sourced {
  readonly value: unknown;
  readonly origin: OriginKind;
  /** The variable, or `file:line:column`. */
  readonly detail?: string;
  /** What may surprise about it. */
  readonly note?: string;
}

/** A value of the effective configuration, fit to be shown: secrets are hidden. */
export interface EffectiveValue extends Sourced {
  /** For example `routing.models[0].name`; the variable's name for a setting of the environment only. */
  readonly path: string;
}

/** A value at a path. */
export interface Known {
  readonly path: Path;
  /** Undefined for what the schema does not know. */
  readonly key: LeafKey | undefined;
  readonly sourced: Sourced;
}
