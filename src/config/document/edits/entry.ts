/** A key to add, with its value and a comment line above it. */
export interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly comment?: string;
}
