import type { Codebase } from '../code/codebase.ts';
import { followReference } from '../code/exported.ts';
import type { Doubt, DoubtCode } from '../code/facts/reference.ts';
import { type BaseOrigin, classRef, type ClassRef, keyOf, type Lineages } from '../code/lineage.ts';
import type { StreamingName, ToolClass } from './collect-tools.ts';
import type { ToolMember } from './tool-member.ts';

type ToolRef = ClassRef<ToolClass>;

/** Why a person should look at a class. */
type LookCode = DoubtCode | 'UNSUPPORTED_MEMBER';

/** What is to be done with a class. */
export type Verdict =
  | {
      readonly kind: 'migrate';
      /** What the two members go behind. */
      readonly member: ToolMember;
      /** What has the types that callers see: the last overload, else the member itself. */
      readonly signature: ToolMember;
      readonly base: BaseOrigin<ToolClass>;
      /** The method has several signatures, and executeStreaming can have the types of one only. */
      readonly overloaded: boolean;
      /** Those of the two that the base has already. */
      readonly overridden: ReadonlySet<StreamingName>;
    }
  /** `streams`: it has a member of the two; `inherits`: its parent has, or gets them; `open`: it leaves the method to others. */
  | { readonly kind: 'streams' | 'inherits' | 'open' | 'base' | 'foreign' }
  /** A person must decide; the class stays as it is. */
  | { readonly kind: 'look'; readonly code: LookCode; readonly reason: string };

/** What judging depends on. */
interface JudgeContext {
  readonly code: Codebase<ToolClass>;
  readonly lineages: Lineages<ToolClass>;
  readonly methodOf: (base: BaseOrigin<ToolClass>) => string;
  /** Whether a file may be edited in this run. */
  readonly isSelected: (path: string) => boolean;
}

/** Decides about classes, parents before children. */
export class Judge {
  readonly #context: JudgeContext;
  readonly #known = new Map<string, Verdict>();

  constructor(context: JudgeContext) {
    this.#context = context;
  }

  judge(ref: ToolRef): Verdict {
    const key = keyOf(ref);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const verdict = this.#judge(ref);
    this.#known.set(key, verdict);
    return verdict;
  }

  #judge(ref: ToolRef): Verdict {
    const lineage = this.#context.lineages.trace(ref);
    if (lineage.kind === 'doubt') {
      return suggestsTool(ref, lineage.doubt)
        ? { kind: 'look', ...lineage.doubt }
        : { kind: 'foreign' };
    }
    if (lineage.kind === 'unclear') return { kind: 'base' };
    if (lineage.kind !== 'below') return { kind: lineage.kind };
    if (ref.facts.details.streaming.size > 0) return { kind: 'streams' };
    const { parents, base } = lineage;
    const members = this.#membersOf(ref, base);
    const member = members.findLast(({ kind }) => kind !== 'signature');
    if (member === undefined) return { kind: 'open' };
    if (parents.some((parent) => this.#streams(parent))) return { kind: 'inherits' };
    return this.#migrate(member, members, base);
  }

  #membersOf({ facts: { details } }: ToolRef, base: BaseOrigin<ToolClass>): readonly ToolMember[] {
    const method = this.#context.methodOf(base);
    return details.members.filter((member) => member.method === method);
  }

  #migrate(
    member: ToolMember,
    members: readonly ToolMember[],
    base: BaseOrigin<ToolClass>,
  ): Verdict {
    const signatures = members.filter(({ kind }) => kind === 'signature');
    const signature = signatures.at(-1) ?? member;
    const overloaded = signatures.length > 1;
    const streaming = this.#declarationOf(base)?.facts.details.streaming ?? new Map();
    const problem = unsupported(member) ?? withoutPlace(signature) ?? badBase(streaming);
    const overridden = new Set(streaming.keys());
    return problem ?? { kind: 'migrate', member, signature, base, overridden, overloaded };
  }

  /** Whether a parent has one of the two members, or gets them in this run. */
  #streams(parent: ToolRef): boolean {
    if (parent.facts.details.streaming.size > 0) return true;
    return this.#context.isSelected(parent.file.path) && this.judge(parent).kind === 'migrate';
  }

  /** The class that an import of a base leads to, when it can be found. */
  #declarationOf(base: BaseOrigin<ToolClass>): ToolRef | undefined {
    if (base.kind === 'declared') return base.base;
    const { code } = this.#context;
    const from = code.load(base.from);
    if (from.kind !== 'loaded') return undefined;
    const { module, names } = base;
    const target = followReference({ kind: 'import', module, names }, from.facts, {
      code,
      rules: { isImported: () => ({ kind: 'unknown' }), isDeclared: () => ({ kind: 'unknown' }) },
    });
    return target.kind === 'class' ? classRef(target.file, target.index) : undefined;
  }
}

/** Many classes have a method `execute` or `handle`: only where the base sounds like a tool's, its doubt is worth a line. */
function suggestsTool({ facts }: ToolRef, { reason }: Doubt): boolean {
  const { extends: above, details } = facts;
  const module = above?.kind === 'import' ? [above.module, ...above.names] : [];
  return /mcp|tool|handler/i.test([details.above, ...module, reason].join(' '));
}

function unsupported({ kind, method }: ToolMember): Verdict | undefined {
  if (kind !== 'unsupported') return undefined;
  const reason = `its ${method} is an accessor, a generator, or a field whose value is not written as a function`;
  return { kind: 'look', code: 'UNSUPPORTED_MEMBER', reason };
}

function withoutPlace({ method, parameters }: ToolMember): Verdict | undefined {
  if (parameters[0]?.kind !== 'rest') return undefined;
  const reason = `its ${method} takes all parameters as one list, which has no place for the callbacks`;
  return { kind: 'look', code: 'UNSUPPORTED_MEMBER', reason };
}

function badBase(streaming: ToolClass['streaming']): Verdict | undefined {
  const bad = [...streaming].find(([, kind]) => kind === 'other');
  if (bad === undefined) return undefined;
  const reason = `its base has a ${bad[0]} that is no plain method`;
  return { kind: 'look', code: 'UNSUPPORTED_MEMBER', reason };
}
