import type { Parameter } from '../code/members/parameters.ts';
import type { TaskMember } from './task-member.ts';

/** What decides about the name of the new parameter. */
export interface SelectionNaming {
  /** What the user asks for. */
  readonly wanted: string | undefined;
  /** What the project's linter and compiler accept for a parameter that is not used. */
  readonly unused: string;
}

/** The name of the selection parameter in a member: the one that it has, or the one to add; undefined when there is none and none is to be added. */
export function selectionNameOf(
  member: TaskMember,
  { wanted, unused }: SelectionNaming,
  usage: { readonly used: boolean; readonly text: string },
): { readonly name: string; readonly add: boolean } | undefined {
  const [first, second] = member.parameters;
  if (first === undefined || first.kind === 'rest') return undefined;
  if (second !== undefined && isSelection(second, usage.text)) {
    return { name: second.name ?? 'selection', add: false };
  }
  return { name: wanted ?? freeName(member, usage.used ? 'selection' : unused), add: true };
}

/** The name, or another one where the member uses that for something else. */
function freeName({ kind, names }: TaskMember, first: string): string {
  // Signatures have no body that could use it, and no linter minds.
  const start = kind === 'signature' ? 'selection' : first;
  const prefix = start.startsWith('_') ? '_' : '';
  const free = [start, `${prefix}modelSelection`].find((name) => !names.has(name));
  return free ?? `${prefix}aqeSelection`;
}

/** Whether a second parameter already is the selection: by its type, or in JavaScript by its name. */
function isSelection({ name, kind, annotation }: Parameter, text: string): boolean {
  if (annotation === undefined) {
    return kind === 'name' && (name === 'selection' || name === '_selection');
  }
  const type = text.slice(annotation.start, annotation.end);
  return (
    /^:\s*(?:[\w$]+\.)*\w*ModelSelection\s*(?:\|\s*undefined\s*)?$/.test(type) ||
    inlineType.test(type)
  );
}

/** `import('aqe').ModelSelection` */
const inlineType = /^:\s*import\([^)]*\)\.ModelSelection\s*$/;

/** The parameters that are not the selection, which is the second one. */
export function withoutSelection(parameters: readonly Parameter[], text: string): Parameter[] {
  return parameters.filter((parameter, index) => index !== 1 || !isSelection(parameter, text));
}
