import type { BaseRules } from './bases.ts';
import type { Codebase } from './codebase.ts';
import { followReference, type ImportedBase, type Target } from './exported.ts';
import type { ClassFacts } from './facts/class-facts.ts';
import type { FileFacts } from './facts/file-facts.ts';
import type { Doubt } from './facts/reference.ts';

/** A class of some file. */
export interface ClassRef<Details> {
  readonly file: FileFacts<Details>;
  readonly index: number;
  readonly facts: ClassFacts<Details>;
}

/** The base at the end of a chain: a class that was found, or an import that names it. */
export type BaseOrigin<Details> =
  | { readonly kind: 'declared'; readonly base: ClassRef<Details> }
  | ({ readonly kind: 'imported' } & ImportedBase);

/** What the chain of `extends` of a class leads to. */
export type Lineage<Details> =
  | {
      readonly kind: 'below';
      /** The classes between it and the base, the nearest first. */
      readonly parents: readonly ClassRef<Details>[];
      readonly base: BaseOrigin<Details>;
    }
  /** It is the base itself. */
  | { readonly kind: 'base' }
  /** It may be the base itself: nothing is done to it, but what is below it is in doubt. */
  | { readonly kind: 'unclear'; readonly doubt: Doubt }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'doubt'; readonly doubt: Doubt };

/** Classes that extend classes, one below the other; then the stack would end. */
const MAX_DEPTH = 400;

/** Traces classes to their bases, each once. */
export class Lineages<Details> {
  #depth = 0;
  readonly #code: Codebase<Details>;
  readonly #rules: BaseRules<Details>;
  readonly #known = new Map<string, Lineage<Details>>();

  constructor(code: Codebase<Details>, rules: BaseRules<Details>) {
    this.#code = code;
    this.#rules = rules;
  }

  /** Follows `extends` across files, as far as it takes. */
  trace(ref: ClassRef<Details>): Lineage<Details> {
    const key = keyOf(ref);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // Whoever asks for it again before it is known came round in a circle.
    this.#known.set(key, circular('a class extends itself through other files'));
    this.#depth += 1;
    const lineage =
      this.#depth > MAX_DEPTH
        ? circular(`it extends more than ${MAX_DEPTH} classes`)
        : this.#trace(ref);
    this.#depth -= 1;
    this.#known.set(key, lineage);
    return lineage;
  }

  #trace({ file, facts }: ClassRef<Details>): Lineage<Details> {
    const itself = this.#rules.isDeclared(file.path, facts);
    if (itself.kind === 'yes') return { kind: 'base' };
    if (itself.kind === 'doubt') return { kind: 'unclear', doubt: itself.doubt };
    if (itself.kind === 'foreign' || facts.extends === undefined) return { kind: 'foreign' };
    const search = { code: this.#code, rules: this.#rules };
    return this.#below(followReference(facts.extends, file, search));
  }

  #below(target: Target<Details>): Lineage<Details> {
    if (target.kind === 'base') {
      return { kind: 'below', parents: [], base: { ...target, kind: 'imported' } };
    }
    if (target.kind !== 'class') return target;
    const parent = classRef(target.file, target.index);
    if (parent === undefined) return { kind: 'foreign' };
    const lineage = this.trace(parent);
    if (lineage.kind === 'base') {
      return { kind: 'below', parents: [], base: { kind: 'declared', base: parent } };
    }
    if (lineage.kind === 'unclear') return { kind: 'doubt', doubt: lineage.doubt };
    if (lineage.kind !== 'below') return lineage;
    return { ...lineage, parents: [parent, ...lineage.parents] };
  }
}

function circular(reason: string): Lineage<never> {
  return { kind: 'doubt', doubt: { code: 'BASE_CIRCULAR', reason } };
}

/** A class by its place in a file. */
export function classRef<Details>(
  file: FileFacts<Details>,
  index: number,
): ClassRef<Details> | undefined {
  const facts = file.classes[index];
  return facts && { file, index, facts };
}

/** The same for the same class. */
export function keyOf({ file, index }: ClassRef<unknown>): string {
  return `${file.path}#${index}`;
}
