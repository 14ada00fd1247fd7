/**
 * What 1.0.4 leaves untyped: its agents read fields of payloads, results and memory without a check, and have to compile as they are.
 * The only place of this kind.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- it is the public type of 1.0.4
export type Untyped = any;
