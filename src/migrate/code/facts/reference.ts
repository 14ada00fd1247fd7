/** Why it cannot be told whether a class is below a base. docs/migrating-agents.md explains each. */
export type DoubtCode =
  | 'BASE_CIRCULAR'
  | 'BASE_COMPUTED'
  | 'BASE_CONCRETE'
  | 'BASE_FIELD'
  | 'BASE_MIXIN'
  | 'BASE_REASSIGNED'
  | 'BASE_SHAPE'
  | 'BASE_UNPARSED'
  | 'BASE_UNRESOLVED'
  | 'PARENT_IN_PACKAGE';

/** A question that the code alone does not answer. */
export interface Doubt {
  readonly code: DoubtCode;
  /** For people: why, in one sentence without a full stop. */
  readonly reason: string;
}

/** What an expression stands for, as far as one file tells. */
export type Reference =
  /** A class of the same file, by its index. */
  | { readonly kind: 'class'; readonly index: number }
  /** Something of another module: its namespace (no names), an export, or a member of an export. */
  | { readonly kind: 'import'; readonly module: string; readonly names: readonly string[] }
  /** An object whose members are known: a literal, a TypeScript namespace. */
  | { readonly kind: 'members'; readonly members: ReadonlyMap<string, Reference> }
  /** Certainly none of the classes we look for. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'doubt'; readonly doubt: Doubt };

export const foreign: Reference = { kind: 'foreign' };

/** A reference that says why it is none. */
export function doubt(code: DoubtCode, reason: string): Reference {
  return { kind: 'doubt', doubt: { code, reason } };
}

/** What `object.name` stands for. */
export function memberOf(object: Reference, name: string): Reference {
  switch (object.kind) {
    case 'import':
      return { ...object, names: [...object.names, name] };
    case 'members':
      return (
        object.members.get(name) ??
        doubt('BASE_UNRESOLVED', `the object it is taken from has no member ${name}`)
      );
    case 'class':
      return doubt('BASE_COMPUTED', `it extends a static member of a class (${name})`);
    case 'foreign':
    case 'doubt':
      return object;
  }
}
