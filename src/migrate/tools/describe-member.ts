import type { Node } from '@babel/types';
import {
  type FunctionLike,
  functionOf,
  functionTypeOf,
  memberKind,
  type MemberNode,
} from '../code/members/member-node.ts';
import { type Parameter, parametersOf } from '../code/members/parameters.ts';
import { endOf, type Span, spanOf, startOf } from '../code/syntax/path-at.ts';
import type { ToolMember, ToolResult } from './tool-member.ts';

/** What is kept of a member that declares a tool's method. */
export function describeMember(node: MemberNode, method: string): ToolMember {
  const code = functionOf(node);
  return {
    method,
    start: startOf(node),
    end: endOf(node),
    kind: memberKind(node),
    accessibility: node.accessibility ?? undefined,
    typeParameters: spanOf(code?.typeParameters),
    typeArguments: typeArgumentsOf(code),
    parameters: typedParameters(node, code),
    result: resultOf(code?.returnType) ?? resultOf(functionTypeOf(node)?.typeAnnotation),
    alias: aliasOf(node),
    open: isOpen(code),
  };
}

function typeArgumentsOf(code: FunctionLike | undefined): string[] {
  return code?.typeParameters?.type === 'TSTypeParameterDeclaration'
    ? code.typeParameters.params.map(nameOfTypeParameter)
    : [];
}

/** Babel 7 has the name as a string, Babel 8 as a node. */
function nameOfTypeParameter({ name }: { readonly name: string | Node }): string {
  if (typeof name === 'string') return name;
  return name.type === 'Identifier' ? name.name : '';
}

/** Those of the property's type, when the function itself has no types. */
function typedParameters(node: MemberNode, code: FunctionLike | undefined): Parameter[] {
  const own = code === undefined ? [] : parametersOf(code.params);
  const type = functionTypeOf(node);
  const isTyped = own.some(({ annotation }) => annotation !== undefined);
  return type === undefined || isTyped ? own : parametersOf(type.parameters);
}

function resultOf(annotation: Node | null | undefined): ToolResult | undefined {
  if (annotation?.type !== 'TSTypeAnnotation') return undefined;
  const { typeAnnotation: type } = annotation;
  // What a function says of its arguments (`x is T`) is nothing to promise.
  if (type.type === 'TSTypePredicate') return undefined;
  const promise =
    type.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    type.typeName.name === 'Promise';
  return { start: startOf(type), end: endOf(type), promise };
}

function aliasOf(node: MemberNode): Span | undefined {
  if (node.type !== 'ClassProperty' || functionTypeOf(node) !== undefined) return undefined;
  return node.typeAnnotation?.type === 'TSTypeAnnotation'
    ? spanOf(node.typeAnnotation.typeAnnotation)
    : undefined;
}

function isOpen(code: FunctionLike | undefined): boolean {
  if (code === undefined || code.type === 'TSDeclareMethod') return true;
  if (code.body.type !== 'BlockStatement') return false;
  const { body } = code.body;
  return body.length === 0 || (body.length === 1 && body[0]?.type === 'ThrowStatement');
}
