import type { Node } from '@babel/types';
import { endOf, type Span, spanOf, startOf } from '../syntax/path-at.ts';

/** A parameter of a method. */
export interface Parameter extends Span {
  /** Undefined for a destructured one. */
  readonly name: string | undefined;
  readonly kind: 'name' | 'default' | 'pattern' | 'rest';
  readonly optional: boolean;
  /** `: QETask`, with its colon. */
  readonly annotation: Span | undefined;
}

/** The parameters of a function. `this` is one for the type checker only. */
export function parametersOf(nodes: readonly Node[]): Parameter[] {
  return nodes
    .filter((node) => node.type !== 'Identifier' || node.name !== 'this')
    .map(describeParameter);
}

function describeParameter(node: Node): Parameter {
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
