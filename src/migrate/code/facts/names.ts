import type { CallExpression, Node } from '@babel/types';

/** The name in `import { name }` and `export { name }`, which may be a string. */
export function nameOf(node: Node): string {
  if (node.type === 'StringLiteral') return node.value;
  return node.type === 'Identifier' ? node.name : '';
}

/** The name of a member or a key, when it is written down. */
export function nameOfProperty(property: Node, computed: boolean): string | undefined {
  if (property.type === 'StringLiteral') return property.value;
  return property.type === 'Identifier' && !computed ? property.name : undefined;
}

/** `require('x')`, and the ways in which tests say it. */
const requires = /^(require|import|(jest|vi|vitest)\.(requireActual|importActual|requireMock))$/;

const interop = /(^|\.)(__importStar|__importDefault|__toESM|_interopRequire(Default|Wildcard))$/;

/** The module of `require('x')`; undefined for every other expression. */
export function requiredModule(node: Node | undefined): string | undefined {
  if (node?.type !== 'CallExpression') return undefined;
  const [argument] = node.arguments;
  // What compilers put around it gives the same module.
  if (interop.test(calleeName(node))) return requiredModule(argument);
  if (!requires.test(calleeName(node))) return undefined;
  return argument?.type === 'StringLiteral' ? argument.value : undefined;
}

/** `f` of `f()`, `a.f` of `a.f()`; empty for what is neither. */
export function calleeName({ callee }: CallExpression): string {
  if (callee.type === 'Import') return 'import';
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return '';
  return `${callee.object.name}.${nameOfProperty(callee.property, callee.computed) ?? ''}`;
}
