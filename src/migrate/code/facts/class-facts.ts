import type { ClassDeclaration, ClassExpression, Node, Program } from '@babel/types';
import { occurrencesOf, pathAt, type SyntaxPath } from '../syntax/path-at.ts';
import type { Reference } from './reference.ts';
import { type FileScope, resolveExpression } from './resolve.ts';

/** A class where it stands in the syntax tree. */
export interface ClassSite {
  readonly node: ClassDeclaration | ClassExpression;
  /** The nodes around it, the program first, the class itself last. */
  readonly path: SyntaxPath;
  /** Where the keyword `class` is. */
  readonly keyword: number;
}

/** What is kept of a class after its syntax tree is gone. */
export interface ClassFacts<Details> {
  /** The name it was declared with; undefined for an anonymous class. */
  readonly name: string | undefined;
  /** Where the keyword `class` is: the place that reports show. */
  readonly keyword: number;
  readonly extends: Reference | undefined;
  /** What a migration needs to know of it. */
  readonly details: Details;
}

/** Finds every class of a program, nested ones too. */
export function findClasses(program: Program, text: string): ClassSite[] {
  const sites = new Map<Node, ClassSite>();
  for (const keyword of occurrencesOf('class', text)) {
    const path = pathAt(program, keyword);
    const node = path.at(-1);
    const isClass = node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
    // `class` inside of a class but in no member is its keyword, unless it stands in a comment further on.
    if (isClass && !sites.has(node)) sites.set(node, { node, path, keyword });
  }
  return [...sites.values()];
}

/** What a class extends, as far as its own file tells. */
export function superReference({ node, path }: ClassSite, scope: FileScope): Reference | undefined {
  const { superClass } = node;
  if (superClass === null || superClass === undefined) return undefined;
  return resolveExpression(superClass, path.slice(0, -1), scope);
}

/** The name of a class, or of what an anonymous one is assigned to. */
export function nameOfClass({ node, path }: ClassSite): string | undefined {
  if (node.id) return node.id.name;
  const holder = path.at(-2);
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier'
    ? holder.id.name
    : undefined;
}
