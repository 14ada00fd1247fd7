import type {
  ArrowFunctionExpression,
  ClassMethod,
  ClassProperty,
  FunctionExpression,
  Node,
  TSDeclareMethod,
  TSFunctionType,
} from '@babel/types';
import type { ClassSite } from '../facts/class-facts.ts';
import { nameOfProperty } from '../facts/names.ts';
import { endOf, type Span, startOf } from '../syntax/path-at.ts';

/** A member of a class that may declare a method. */
export type MemberNode = ClassMethod | TSDeclareMethod | ClassProperty;

/** What holds the parameters and the types of a member. */
export type FunctionLike =
  | ArrowFunctionExpression
  | FunctionExpression
  | ClassMethod
  | TSDeclareMethod;

/**
 * `signature`: abstract, or an overload; `unsupported`: an accessor, a generator, a field whose value is no function.
 */
export type MemberKind = 'method' | 'signature' | 'property' | 'unsupported';

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

/** In which way a member declares its method. */
export function memberKind(node: MemberNode): MemberKind {
  if (node.type === 'ClassProperty')
    return node.declare === true || functionOf(node) === undefined ? 'unsupported' : 'property';
  if (node.kind !== 'method' || node.generator === true) return 'unsupported';
  return node.type === 'TSDeclareMethod' ? 'signature' : 'method';
}

/** The function that a member is, or that a property holds. */
export function functionOf(node: MemberNode): FunctionLike | undefined {
  if (node.type !== 'ClassProperty') return node;
  const { value } = node;
  return value?.type === 'ArrowFunctionExpression' || value?.type === 'FunctionExpression'
    ? value
    : undefined;
}

/** The type of a property, when it is written as that of a function: `run: (task: Task) => …`. */
export function functionTypeOf(node: MemberNode): TSFunctionType | undefined {
  if (node.type !== 'ClassProperty' || node.typeAnnotation?.type !== 'TSTypeAnnotation')
    return undefined;
  const type = node.typeAnnotation.typeAnnotation;
  return type.type === 'TSFunctionType' ? type : undefined;
}

/** The name of a member, without quotes. */
export function unquoted(key: Node, text: string): Span {
  const start = startOf(key);
  const isQuoted = /['"]/.test(text.charAt(start));
  return isQuoted ? { start: start + 1, end: endOf(key) - 1 } : { start, end: endOf(key) };
}
