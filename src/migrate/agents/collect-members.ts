import type {
  ArrowFunctionExpression,
  ClassMethod,
  ClassProperty,
  FunctionExpression,
  Node,
  TSDeclareMethod,
} from '@babel/types';
import { nameOfProperty } from '../code/facts/names.ts';
import { unquoted } from '../code/members/member-node.ts';
import type { ClassSite } from '../code/facts/class-facts.ts';
import {
  endOf,
  occurrencesOf,
  pathAt,
  type Span,
  spanOf,
  startOf,
} from '../code/syntax/path-at.ts';
import { isSelection } from './selection-name.ts';
import type { TaskFunctionType, TaskMember, TaskParameter } from './task-member.ts';

/** A member of a class that may declare the task method. */
export type MemberNode = ClassMethod | TSDeclareMethod | ClassProperty;

type FunctionLike = ArrowFunctionExpression | FunctionExpression | ClassMethod | TSDeclareMethod;

/** The members of a class with a name; static ones are another matter. */
export function membersNamed(name: string, { node }: ClassSite): MemberNode[] {
  return node.body.body.filter(
    (member): member is MemberNode =>
      (member.type === 'ClassMethod' ||
        member.type === 'TSDeclareMethod' ||
        member.type === 'ClassProperty') &&
      member.static !== true &&
      nameOfMember(member) === name,
  );
}

function nameOfMember({ key, computed = false }: MemberNode): string | undefined {
  return nameOfProperty(key, computed);
}

/** What is kept of a member. */
export function describeMember(node: MemberNode, text: string): TaskMember {
  const head = headOf(node, text);
  const name = unquoted(node.key, text);
  const code = functionOf(node);
  const parameters = code === undefined ? [] : parametersOf(code.params);
  return {
    start: startOf(node),
    end: endOf(node),
    kind: kindOf(node),
    head,
    name,
    override:
      node.override === true
        ? keyword('override', { start: head, end: name.start }, text)
        : undefined,
    accessibility: node.accessibility ?? undefined,
    async: code?.async === true,
    typeParameters: spanOf(code?.typeParameters),
    returnType: spanOf(code?.returnType),
    parameters,
    furtherParameters: parameters.slice(1).some((parameter) => !isSelection(parameter, text)),
    bare: code?.type === 'ArrowFunctionExpression' && isBare(code, text),
    functionType: functionType(node),
    names: namesUsed(node, text),
    isWrapper: isWrapper(text.slice(startOf(node), endOf(node))),
  };
}

/** Decorators come first; what follows is the member itself. */
function headOf(node: MemberNode, text: string): number {
  const last = node.decorators?.at(-1);
  if (!last) return startOf(node);
  return skipBlank(text, endOf(last));
}

/** The next offset that holds code. */
function skipBlank(text: string, from: number): number {
  const blank = /(\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  blank.lastIndex = from;
  blank.test(text);
  return blank.lastIndex;
}

function kindOf(node: MemberNode): TaskMember['kind'] {
  if (node.type === 'ClassProperty')
    return node.declare === true || functionOf(node) === undefined ? 'unsupported' : 'property';
  if (node.kind !== 'method' || node.generator === true) return 'unsupported';
  return node.type === 'TSDeclareMethod' ? 'signature' : 'method';
}

function functionOf(node: MemberNode): FunctionLike | undefined {
  if (node.type !== 'ClassProperty') return node;
  const { value } = node;
  return value?.type === 'ArrowFunctionExpression' || value?.type === 'FunctionExpression'
    ? value
    : undefined;
}

function isBare({ params: [only] }: ArrowFunctionExpression, text: string): boolean {
  if (only?.type !== 'Identifier') return false;
  const next = skipBlank(text, endOf(only));
  return text.startsWith('=>', next);
}

function functionType(node: MemberNode): TaskFunctionType | undefined {
  if (node.type !== 'ClassProperty' || node.typeAnnotation?.type !== 'TSTypeAnnotation')
    return undefined;
  const type = node.typeAnnotation.typeAnnotation;
  if (type.type !== 'TSFunctionType') return undefined;
  const result =
    type.typeAnnotation?.type === 'TSTypeAnnotation'
      ? type.typeAnnotation.typeAnnotation
      : undefined;
  return { parameters: parametersOf(type.parameters), result: spanOf(result) };
}

/** `this` is a parameter for the type checker only. */
function parametersOf(nodes: readonly Node[]): TaskParameter[] {
  return nodes
    .filter((node) => node.type !== 'Identifier' || node.name !== 'this')
    .map(describeParameter);
}

function describeParameter(node: Node): TaskParameter {
  const span = { start: startOf(node), end: endOf(node) };
  switch (node.type) {
    case 'Identifier': {
      const optional = node.optional === true;
      const annotation = spanOf(node.typeAnnotation);
      return { ...span, kind: 'name', name: node.name, optional, annotation };
    }
    case 'AssignmentPattern':
      return { ...describeParameter(node.left), ...span, kind: 'default', optional: true };
    case 'RestElement': {
      const { name } = describeParameter(node.argument);
      const annotation = spanOf(node.typeAnnotation);
      return { ...span, kind: 'rest', name, optional: true, annotation };
    }
    case 'ObjectPattern':
    case 'ArrayPattern': {
      const annotation = spanOf(node.typeAnnotation);
      return { ...span, kind: 'pattern', name: undefined, optional: false, annotation };
    }
    default:
      return { ...span, kind: 'pattern', name: undefined, optional: false, annotation: undefined };
  }
}

/** A modifier and the space after it; comments between modifiers do not count. */
function keyword(word: string, { start, end }: Span, text: string): Span | undefined {
  const code = text
    .slice(start, end)
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const match = new RegExp(String.raw`\b${word}\b[ \t]?`).exec(code);
  return match
    ? { start: start + match.index, end: start + match.index + match[0].length }
    : undefined;
}

/** The names that an added parameter or constant might take. */
const candidates = [
  'selection',
  '_selection',
  'modelSelection',
  'aqeSelection',
  'routed',
  'arguments',
];

function namesUsed(node: MemberNode, text: string): ReadonlySet<string> {
  const inside = text.slice(startOf(node), endOf(node));
  return new Set(
    candidates.filter((name) =>
      occurrencesOf(name, inside).some((at) => isVariable(node, startOf(node) + at)),
    ),
  );
}

/** Whether the name at an offset is a variable, not a comment, a string, or the name of a property. */
function isVariable(root: Node, offset: number): boolean {
  const path = pathAt(root, offset);
  const [parent, node] = path.slice(-2);
  if (node?.type !== 'Identifier' || parent === undefined) return false;
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.computed || parent.property !== node;
    case 'ObjectProperty':
      return parent.shorthand || parent.computed || parent.key !== node;
    case 'ObjectMethod':
    case 'TSPropertySignature':
      return parent.key !== node;
    default:
      return true;
  }
}

/** A wrapper reaches the base's method through `super`, and the renamed one. */
function isWrapper(code: string): boolean {
  return (
    /\bsuper\s*(\.\s*performTask\b|\[\s*['"]performTask['"]\s*\])/.test(code) &&
    /\bthis\s*\.\s*performTaskImpl\b/.test(code)
  );
}
