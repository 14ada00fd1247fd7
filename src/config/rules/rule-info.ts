import type { Severity } from '../validate/finding.ts';

/** What is said of a rule in the documentation and in SARIF. */
export interface RuleInfo {
  /** A few words; the heading. */
  readonly title: string;
  /** Unless the rule's explanation says when it is another. */
  readonly severity: Severity;
  /** Why it matters, in one or two sentences. */
  readonly explanation: string;
  /** What mends it. */
  readonly remedy: string;
  /** Whether `--fix` can do it. */
  readonly fixable?: true;
}
