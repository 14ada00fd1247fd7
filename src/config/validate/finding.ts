import type { SourceLocation } from '../../errors.ts';

/** How bad a finding is. Errors make `validate-config` exit 1; warnings do with `--strict`. */
export type Severity = 'error' | 'warning' | 'info';

/** One thing that is wrong, or worth knowing, at one place of a configuration. */
export interface Finding {
  /** The rule's name in kebab-case: stable, and the anchor in docs/config.md. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, with the key's name. Never a secret's value. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly location: SourceLocation;
  /** The end of the place, for editors. */
  readonly end?: Omit<SourceLocation, 'file'>;
  /** The key it is about, for example `routing.models[0].enabled`. */
  readonly path: string;
}
