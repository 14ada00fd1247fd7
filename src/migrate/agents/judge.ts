import { type BaseOrigin, type ClassRef, keyOf, type Lineages } from '../code/lineage.ts';
import type { AgentClass } from './collect-agents.ts';
import { isWrapped } from './is-wrapped.ts';
import type { LookCode } from './look.ts';

type AgentRef = ClassRef<AgentClass>;

/** What is to be done with a class. */
export type Verdict =
  | {
      readonly kind: 'migrate';
      /** No class between it and the base has the method: it carries the wrapper. */
      readonly first: boolean;
      readonly base: BaseOrigin<AgentClass>;
      /** The nearest class above it that has the method. */
      readonly parent: AgentClass | undefined;
    }
  | { readonly kind: 'migrated' | 'base' | 'foreign' }
  /** A person must decide; the class stays as it is. */
  | { readonly kind: 'look'; readonly code: LookCode; readonly reason: string };

/** What judging takes. */
export interface JudgeContext {
  readonly lineages: Lineages<AgentClass>;
  /** Whether a file may be edited in this run. */
  readonly isSelected: (path: string) => boolean;
  /** Files whose edits would not be sound, and why. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Decides about classes, parents before children. */
export class Judge {
  readonly #lineages: Lineages<AgentClass>;
  readonly #isSelected: (path: string) => boolean;
  readonly #refused: ReadonlyMap<string, string>;
  readonly #known = new Map<string, Verdict>();

  constructor({ lineages, isSelected, refused }: JudgeContext) {
    this.#lineages = lineages;
    this.#isSelected = isSelected;
    this.#refused = refused;
  }

  judge(ref: AgentRef): Verdict {
    const key = keyOf(ref);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const verdict = this.#judge(ref);
    this.#known.set(key, verdict);
    return verdict;
  }

  #judge(ref: AgentRef): Verdict {
    const lineage = this.#lineages.trace(ref);
    if (lineage.kind === 'doubt') return { kind: 'look', ...lineage.doubt };
    if (lineage.kind === 'unclear') return { kind: 'base' };
    if (lineage.kind !== 'below') return { kind: lineage.kind };
    return (
      ownState(ref.facts.details) ??
      this.#fileState(ref) ??
      this.#parentState(lineage.parents) ?? {
        kind: 'migrate',
        first: !lineage.parents.some(declaresTask),
        base: lineage.base,
        parent: lineage.parents.find(declaresTask)?.facts.details,
      }
    );
  }

  /** What was found against the edits of its file. */
  #fileState({ file }: AgentRef): Verdict | undefined {
    const refusal = this.#refused.get(file.path);
    if (refusal === undefined) return undefined;
    const reason = `what would be written of its file is not sound (${refusal})`;
    return { kind: 'look', code: 'EDITS_UNSOUND', reason };
  }

  /** What the parents say against it. */
  #parentState(parents: readonly AgentRef[]): Verdict | undefined {
    const parent = parents.find(declaresTask);
    if (parent === undefined || parent.facts.details.declaresImpl) return undefined;
    const name = parent.facts.name ?? 'a parent class';
    const { path } = parent.file;
    if (path.includes('/node_modules/')) {
      const reason = `its parent ${name} lives in a package, whose own performTask would be called instead`;
      return { kind: 'look', code: 'PARENT_IN_PACKAGE', reason };
    }
    if (!this.#isSelected(path)) {
      const reason = `its parent ${name} has a performTask too, and is not among the given paths`;
      return { kind: 'look', code: 'PARENT_NOT_SELECTED', reason };
    }
    if (this.judge(parent).kind !== 'look') return undefined;
    const reason = `its parent ${name} needs a look first`;
    return { kind: 'look', code: 'PARENT_UNDECIDED', reason };
  }
}

/** Whether a class has the method, under either name. */
function declaresTask({ facts: { details } }: AgentRef): boolean {
  return details.members.length > 0 || details.declaresImpl;
}

function ownState({ members, declaresImpl, ambient }: AgentClass): Verdict | undefined {
  if (ambient && !declaresImpl) {
    const reason = 'it is only declared here: its code is elsewhere';
    return { kind: 'look', code: 'UNSUPPORTED_MEMBER', reason };
  }
  if (members.some(({ kind }) => kind === 'unsupported')) {
    const reason =
      'its performTask is an accessor, a generator, or a field whose value is not written as a function';
    return { kind: 'look', code: 'UNSUPPORTED_MEMBER', reason };
  }
  if (!declaresImpl) return undefined;
  if (isWrapped(members)) return { kind: 'migrated' };
  const reason = 'it has performTaskImpl and a performTask that is not the wrapper';
  return { kind: 'look', code: 'HAS_BOTH', reason };
}
