import type { CallExpression, Node, OptionalCallExpression } from '@babel/types';
import type { ClassSite } from '../code/facts/class-facts.ts';
import { nameOfProperty } from '../code/facts/names.ts';
import type { ParsedFile } from '../code/facts/file-facts.ts';
import type { FileScope } from '../code/facts/resolve.ts';
import { endOf, skipBlank, type Span, startOf, type SyntaxPath } from '../code/syntax/path-at.ts';
import type { TaskCall, TaskUse } from './task-member.ts';

/** A member access `object.performTask` or `object['performTask']`, and what holds it. */
export interface TaskAccess {
  readonly object: Node;
  /** The access itself, then outwards. */
  readonly holders: readonly Node[];
  /** The name, without quotes. */
  readonly name: Span;
}

/** The access whose property a path ends at; undefined when the name is none. */
export function accessAt(path: SyntaxPath): TaskAccess | undefined {
  const outwards = path.toReversed();
  const [property, access, ...holders] = outwards;
  if (property === undefined || access === undefined) return undefined;
  if (access.type !== 'MemberExpression' && access.type !== 'OptionalMemberExpression')
    return undefined;
  if (access.property !== property) return undefined;
  const quote = property.type === 'StringLiteral' ? 1 : 0;
  if (quote === 0 && (property.type !== 'Identifier' || access.computed)) return undefined;
  const name = { start: startOf(property) + quote, end: endOf(property) - quote };
  return { object: access.object, holders: [access, ...holders], name };
}

/** The class whose instance `this` is at the end of a path, and the member of its body that the path leads through. */
function ownerAt(path: SyntaxPath): { readonly owner: Node; readonly member: Node } | undefined {
  for (let depth = path.length - 1; depth > 1; depth -= 1) {
    const [owner, holder, node] = path.slice(depth - 2, depth + 1);
    if (owner === undefined || holder === undefined || node === undefined) return undefined;
    if (holder.type === 'ClassBody') return isStatic(node) ? undefined : { owner, member: node };
    if (hasOwnThis(node) && holder.type !== 'ClassProperty') return undefined;
  }
  return undefined;
}

function isStatic(node: Node): boolean {
  return node.type === 'StaticBlock' || ('static' in node && node.static === true);
}

function hasOwnThis({ type }: Node): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ObjectMethod';
}

/** A file whose classes can be told by their nodes. */
type UsingFile = Pick<ParsedFile, 'text' | 'classes'> & Pick<FileScope, 'classIndex'>;

/** A use of `super` or `this` in one of the classes of a file; undefined for what is no such use. */
export function useAt(
  path: SyntaxPath,
  { text, classes: sites, classIndex: indexOf }: UsingFile,
  membersOf: (site: ClassSite) => readonly Node[],
): { readonly classIndex: number; readonly use: TaskUse } | undefined {
  const access = accessAt(path);
  const object = access?.object.type;
  if (access === undefined || (object !== 'Super' && object !== 'ThisExpression')) return undefined;
  const owned = ownerAt(path);
  const classIndex = owned === undefined ? -1 : indexOf(owned.owner);
  const site = sites[classIndex];
  if (owned === undefined || site === undefined) return undefined;
  const member = membersOf(site).indexOf(owned.member);
  return {
    classIndex,
    use: {
      object: object === 'Super' ? 'super' : 'this',
      name: access.name,
      member: member < 0 ? undefined : member,
      call: callOf(access.holders, text),
    },
  };
}

/** The call of an access: `x.performTask(…)`, `(x.performTask as any)(…)`, `x.performTask.call(this, …)`, or `….apply(this, […])`. */
function callOf([access, ...outwards]: readonly Node[], text: string): TaskCall | undefined {
  if (access === undefined) return undefined;
  const direct = calledThrough(access, outwards);
  if (direct.call !== undefined) return taskCall(direct.call.arguments, text);
  return callOfMember(outwards.slice(direct.depth), text);
}

function callOfMember([access, ...outwards]: readonly Node[], text: string): TaskCall | undefined {
  const isAccess =
    access?.type === 'MemberExpression' || access?.type === 'OptionalMemberExpression';
  const { call } = isAccess ? calledThrough(access, outwards) : { call: undefined };
  if (!isAccess || call === undefined) return undefined;
  switch (nameOfProperty(access.property, access.computed)) {
    case 'call':
      return taskCall(call.arguments.slice(1), text);
    case 'apply':
      return appliedCall(call.arguments[1], text);
    default:
      return undefined;
  }
}

/** `.apply(this, [task])`, `.apply(this, arguments)` */
function appliedCall(list: Node | undefined, text: string): TaskCall {
  if (list?.type === 'ArrayExpression') return taskCall(list.elements, text);
  const isAll = list?.type === 'Identifier' && list.name === 'arguments';
  return { kind: isAll ? 'all' : 'unseen', count: 0, firstEnd: 0, second: undefined };
}

/** What the type checker alone sees. */
const transparent: ReadonlySet<string> = new Set([
  'TSNonNullExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
]);

type Call = CallExpression | OptionalCallExpression;

/** The call of a callee, looking through what the type checker alone sees; and how many nodes that was. */
function calledThrough(
  callee: Node,
  outwards: readonly Node[],
): { readonly call: Call | undefined; readonly depth: number } {
  const depth = outwards.findIndex(({ type }) => !transparent.has(type));
  const node = outwards[depth];
  const inner = outwards[depth - 1] ?? callee;
  const isCall = node?.type === 'CallExpression' || node?.type === 'OptionalCallExpression';
  return { call: isCall && node.callee === inner ? node : undefined, depth: Math.max(0, depth) };
}

function taskCall(values: readonly (Node | null)[], text: string): TaskCall {
  const [first, second] = values;
  return {
    kind: first === null || first?.type === 'SpreadElement' ? 'unseen' : 'listed',
    count: values.length,
    firstEnd: first ? endWithParentheses(first, text) : 0,
    second: second?.type === 'Identifier' ? second.name : undefined,
  };
}

/** The parentheses around an expression are no part of its node. */
function endWithParentheses(node: Node, text: string): number {
  const from = node.extra?.['parenStart'];
  let end = endOf(node);
  if (typeof from !== 'number') return end;
  const before = text.slice(from, startOf(node)).replaceAll(comments, '');
  for (let open = before.split('(').length - 1; open > 0; open -= 1) {
    end = skipBlank(text, end) + 1;
  }
  return end;
}

const comments = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
