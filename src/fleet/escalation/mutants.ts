import type { Node } from '@babel/types';
import { parseCode } from './parse-code.ts';

/** Code with one small change that should matter. */
export interface Mutant {
  readonly path: string;
  readonly content: string;
  /** For people: `src/cart.js:12: >= became <`. */
  readonly change: string;
}

const operators: Readonly<Record<string, string>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&&': '||',
  '||': '&&',
  '??': '&&',
};

/** A place in the code and what is put there. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly text: string;
}

/** Up to `most` mutants of a file, spread over it; none of what cannot be read. */
export async function mutantsOf(
  { path, content }: { readonly path: string; readonly content: string },
  most: number,
): Promise<readonly Mutant[]> {
  const read = await parseCode(path, content);
  if ('problem' in read) return [];
  const changes: Change[] = [];
  visit(read.tree.program, (node) => {
    const change = changeAt(node, content);
    if (change !== undefined) changes.push(change);
  });
  const step = Math.max(1, changes.length / most);
  return Array.from({ length: Math.min(most, changes.length) }, (_, index) =>
    changes.slice(Math.floor(index * step), Math.floor(index * step) + 1),
  )
    .flat()
    .map(({ start, end, line, text }) => ({
      path,
      content: content.slice(0, start) + text + content.slice(end),
      change: `${path}:${line}: ${content.slice(start, end)} became ${text}`,
    }));
}

/** Types are not run, and what a module imports is no behaviour. */
const notRun = /^TS|^Import|^Export(All|Namespace)|Type/;

function visit(node: Node, see: (node: Node) => void): void {
  if (notRun.test(node.type)) return;
  see(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) visit(child, see);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function changeAt(node: Node, content: string): Change | undefined {
  const line = node.loc?.start.line ?? 0;
  const { start, end } = node;
  if (typeof start !== 'number' || typeof end !== 'number') return undefined;
  const literal = otherLiteral(node);
  if (literal !== undefined) return { start, end, line, text: literal };
  if (node.type !== 'BinaryExpression' && node.type !== 'LogicalExpression') return undefined;
  const text = operators[node.operator];
  // Only a comment between the two could hold the operator as well; the mutant is another one then.
  const at = content.indexOf(node.operator, node.left.end ?? start);
  return text === undefined ? undefined : { start: at, end: at + node.operator.length, line, text };
}

function otherLiteral(node: Node): string | undefined {
  if (node.type === 'BooleanLiteral') return String(!node.value);
  return node.type === 'NumericLiteral' ? String(node.value + 1) : undefined;
}
