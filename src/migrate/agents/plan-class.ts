import type { Edit } from '../../config/document/splice.ts';
import type { BaseTraits } from './base-traits.ts';
import type { AgentClass, AgentFile } from './collect-agents.ts';
import { removeOverride } from './edits/doc-comment.ts';
import { isKept, renameCall, renameTo } from './edits/calls.ts';
import { insertParameter } from './edits/parameter.ts';
import { insertWrapper, type WrapperContext } from './edits/wrapper.ts';
import type { wrapperOf } from './needs-wrapper.ts';
import { type SelectionNaming, selectionNameOf } from './selection-name.ts';
import type { TaskMember, TaskUse } from './task-member.ts';

/** What the edits of a class depend on. */
export interface ClassPlanning {
  readonly text: string;
  readonly file: AgentFile;
  readonly typescript: boolean;
  /** It is JavaScript, and TypeScript checks its types. */
  readonly checked: boolean;
  /** How the file names the type; asked only where it is needed. */
  readonly typeName: () => string;
  readonly naming: SelectionNaming;
  /** Which wrapper it gets. */
  readonly wrapper: ReturnType<typeof wrapperOf>;
  /** No class between it and the base has the method. */
  readonly first: boolean;
  readonly base: BaseTraits;
}

/** The edits of one class that is migrated. */
export function planClass(details: AgentClass, planning: ClassPlanning): Edit[] {
  const { members } = details;
  const selections = members.map((member, index) => {
    const used = details.uses.some((use) => use.member === index && isPassedOn(use.call));
    return selectionNameOf(member, planning.naming, { used, text: planning.text });
  });
  const edits = members.flatMap((member, index) => planMember(member, selections[index], planning));
  for (const use of details.uses) {
    if (isLeft(use, planning)) continue;
    const selection = use.member === undefined ? undefined : selections[use.member]?.name;
    edits.push(...renameCall(use, selection));
  }
  const last = members.findLast(({ kind }) => kind !== 'signature') ?? members.at(-1);
  if (planning.wrapper !== undefined && last !== undefined) {
    edits.push(insertWrapper(last, wrapperContext(members, last, planning)));
  }
  return edits;
}

function wrapperContext(
  members: readonly TaskMember[],
  last: TaskMember,
  { text, file, typescript, checked, wrapper, base }: ClassPlanning,
): WrapperContext {
  return {
    text,
    style: file.style,
    typescript,
    checked,
    overridesBase: wrapper === 'first' && base.routes,
    overloads: last.kind === 'method' ? members.filter(({ kind }) => kind === 'signature') : [],
    redeclares: wrapper === 'redeclares',
  };
}

/** A call that goes on to mean what it meant: of the base itself, or from outside of the method. */
function isLeft(use: TaskUse, { first, base }: ClassPlanning): boolean {
  return use.object === 'super' ? first && !base.isAgent : isKept(use);
}

function isPassedOn(call: AgentClass['uses'][number]['call']): boolean {
  return call?.kind === 'listed' && call.count > 0;
}

function planMember(
  member: TaskMember,
  selection: ReturnType<typeof selectionNameOf>,
  planning: ClassPlanning,
): Edit[] {
  const { text, typescript, checked, typeName, file } = planning;
  const edits = [renameTo(member.name), ...withoutOverride(member, planning)];
  if (selection?.add !== true) return edits;
  const added = {
    name: selection.name,
    // The type of the property says what its parameters are.
    type: typescript && !isTypedByProperty(member) ? typeName() : undefined,
    checked,
    eol: file.style.eol,
    bare: member.bare,
  };
  edits.push(...insertParameter(member.parameters, added, text));
  const inType = member.functionType?.parameters;
  if (inType !== undefined) {
    const typed = { ...added, type: typeName(), bare: false };
    edits.push(...insertParameter(inType, typed, text));
  }
  return edits;
}

/** The base has no performTaskImpl that could be overridden. */
function withoutOverride(
  { override, doc }: TaskMember,
  { text, checked, first, base }: ClassPlanning,
): Edit[] {
  if (!first || base.declaresImpl) return [];
  const keyword = override === undefined ? [] : [{ ...override, text: '' }];
  return [...keyword, ...(checked ? removeOverride(doc, text) : [])];
}

function isTypedByProperty({ functionType, parameters: [first] }: TaskMember): boolean {
  return functionType !== undefined && first?.annotation === undefined;
}
