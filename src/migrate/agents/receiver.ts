import type { Node, TSAsExpression, TSTypeAssertion } from '@babel/types';
import type { Reference } from '../code/facts/reference.ts';
import { type FileScope, resolveExpression, resolveName } from '../code/facts/resolve.ts';
import { findDeclaration } from '../code/facts/scope.ts';
import type { SyntaxPath } from '../code/syntax/path-at.ts';

/**
 * The class that an expression is an instance (or the prototype) of, where the file says so: `new X()`, `X.prototype`, a variable that is
 * typed X, or that gets only `new X()`.
 */
export function receiverClass(
  node: Node | undefined,
  path: SyntaxPath,
  scope: FileScope,
): Reference | undefined {
  switch (node?.type) {
    case 'NewExpression':
      return resolveExpression(node.callee, path, scope);
    case 'TSAsExpression':
    case 'TSTypeAssertion':
      return ofCast(node, path, scope);
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return receiverClass(node.expression, path, scope);
    case 'MemberExpression': {
      const { property, object } = node;
      const isPrototype = property.type === 'Identifier' && property.name === 'prototype';
      return isPrototype ? resolveExpression(object, path, scope) : undefined;
    }
    case 'Identifier':
      return ofVariable(node.name, path, scope);
    default:
      return undefined;
  }
}

/** `x as any` is what x is; `x as Y` is a Y. Other types may have a member of the old name, and none of the new. */
function ofCast(
  { expression, typeAnnotation: type }: TSAsExpression | TSTypeAssertion,
  path: SyntaxPath,
  scope: FileScope,
): Reference | undefined {
  const isOpen = type.type === 'TSAnyKeyword' || type.type === 'TSUnknownKeyword';
  if (isOpen) return receiverClass(expression, path, scope);
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier'
    ? resolveName(type.typeName.name, path, scope)
    : undefined;
}

function ofVariable(name: string, path: SyntaxPath, scope: FileScope): Reference | undefined {
  const declaration = findDeclaration(name, path);
  if (declaration?.kind !== 'variable') return undefined;
  const { declarator } = declaration;
  const { init } = declarator;
  const typed = typeName(declarator.id) ?? (init ? undefined : assignedClass(name, scope.text));
  if (typed === undefined && init) return receiverClass(init, declaration.path, scope);
  return typed === undefined ? undefined : resolveName(typed, declaration.path, scope);
}

/** `let agent: TestWriter;` */
function typeName(id: Node): string | undefined {
  if (id.type !== 'Identifier' || id.typeAnnotation?.type !== 'TSTypeAnnotation') return undefined;
  const type = id.typeAnnotation.typeAnnotation;
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier'
    ? type.typeName.name
    : undefined;
}

/** `agent = new TestWriter(…)`, when it is given instances of one class only. */
function assignedClass(name: string, text: string): string | undefined {
  const assignment = new RegExp(
    String.raw`(?<![\w$.])${name.replaceAll('$', String.raw`\$`)}\s*=\s*new\s+([\w$]+)`,
    'g',
  );
  const classes = new Set([...text.matchAll(assignment)].map((match) => match[1]));
  const [only] = classes;
  return classes.size === 1 ? only : undefined;
}
