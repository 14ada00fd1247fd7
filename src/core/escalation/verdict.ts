/** What a verifier says of an answer. Who cannot tell does not accept. */
export interface Verdict {
  readonly kind: 'accept' | 'reject' | 'unknown';
  /** For people, and for the model that tries next. */
  readonly reasons: readonly string[];
}
