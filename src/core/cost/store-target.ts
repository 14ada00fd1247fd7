import type { PostgresTarget } from '../ports.ts';

/** Which database holds the money tables: the one that the fleet has. */
export type StoreTarget =
  | { readonly type: 'sqlite'; readonly filename: string }
  | { readonly type: 'postgres'; readonly target: PostgresTarget };

/** How to open a store. */
export interface StoreOptions {
  /** The folder that relative file names count from. */
  readonly cwd: string;
  /**
   * What to do where 1.0.5 has recorded nothing yet: `create` what is needed; or answer as an `empty` store would, and touch
   * nothing.
   */
  readonly absent: 'create' | 'empty';
}
