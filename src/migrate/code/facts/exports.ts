import type {
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  Expression,
  Node,
  Program,
  Statement,
} from '@babel/types';
import type { Reference } from './reference.ts';
import { nameOf, nameOfProperty, requiredModule } from './names.ts';
import { type FileScope, resolveExpression, resolveName } from './resolve.ts';
import { declaredNames } from './scope.ts';

/** What a module gives to others. */
export interface ModuleExports {
  /** By name; `=` is what `module.exports =` and `export =` assign. */
  readonly named: ReadonlyMap<string, Reference>;
  /** The modules of `export * from`. */
  readonly stars: readonly string[];
  /** Names of types only: interfaces and aliases. */
  readonly types: ReadonlySet<string>;
}

/** Where exports are collected. */
interface Collected {
  readonly named: Map<string, Reference>;
  readonly stars: string[];
  readonly types: Set<string>;
}

/** Collects the exports of a module, of ECMAScript, TypeScript and CommonJS. */
export function collectExports(program: Program, scope: FileScope): ModuleExports {
  const collected: Collected = { named: new Map(), stars: [], types: new Set() };
  const context: Exporting = { program, scope, collected };
  for (const statement of program.body) collectFrom(statement, context);
  return collected;
}

interface Exporting {
  readonly program: Program;
  readonly scope: FileScope;
  readonly collected: Collected;
}

function collectFrom(statement: Statement, context: Exporting): void {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
      collectNamed(statement, context);
      break;
    case 'ExportDefaultDeclaration':
      collectDefault(statement, context);
      break;
    case 'ExportAllDeclaration':
      context.collected.stars.push(statement.source.value);
      break;
    case 'TSExportAssignment':
      give('=', statement.expression, context);
      break;
    case 'ExpressionStatement':
      collectCommonJs(statement.expression, context);
      break;
    default:
  }
}

/** Registers an expression under a name. */
function give(name: string, value: Node, { program, scope, collected }: Exporting): void {
  collected.named.set(name, resolveExpression(value, [program], scope));
}

function collectDefault({ declaration }: ExportDefaultDeclaration, context: Exporting): void {
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'TSDeclareFunction')
    return;
  give('default', declaration, context);
}

function collectNamed(statement: ExportNamedDeclaration, context: Exporting): void {
  const { source, declaration, specifiers } = statement;
  const { named } = context.collected;
  for (const specifier of specifiers) {
    const exported = nameOf(specifier.exported);
    if (source) {
      const names = specifier.type === 'ExportSpecifier' ? [nameOf(specifier.local)] : [];
      named.set(exported, { kind: 'import', module: source.value, names });
    } else if (specifier.type === 'ExportSpecifier') {
      const local = nameOf(specifier.local);
      named.set(exported, resolveName(local, [context.program], context.scope));
      context.collected.types.add(exported);
    }
  }
  collectDeclared(declaration, context);
}

function collectDeclared(
  declaration: ExportNamedDeclaration['declaration'],
  { program, scope, collected }: Exporting,
): void {
  const { values, types } = declaredNames(declaration);
  for (const name of values) collected.named.set(name, resolveName(name, [program], scope));
  for (const name of types) collected.types.add(name);
}

/** `module.exports = …`, `exports.X = …`, `module.exports.X = …`, and what compilers write for `export *`. */
function collectCommonJs(expression: Expression, context: Exporting): void {
  if (expression.type === 'CallExpression') {
    const [module] = expression.arguments;
    const isStar =
      expression.callee.type === 'Identifier' && /^__export(Star)?$/.test(expression.callee.name);
    const required = isStar ? requiredModule(module) : undefined;
    if (required !== undefined) context.collected.stars.push(required);
    return;
  }
  if (expression.type !== 'AssignmentExpression') return;
  const target = commonJsName(expression.left);
  if (target === undefined) return;
  give(target, expression.right, context);
  if (target === '=') collectMembers(expression.right, context);
}

/** The members of `module.exports = { A, B }` are exports too, and `...require('x')` in it is a star. */
function collectMembers(node: Node, context: Exporting): void {
  if (node.type !== 'ObjectExpression') return;
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const module = requiredModule(property.argument);
      if (module !== undefined) context.collected.stars.push(module);
    } else if (property.type === 'ObjectProperty') {
      const name = nameOfProperty(property.key, property.computed);
      if (name !== undefined) give(name, property.value, context);
    }
  }
}

/** `=` for `module.exports`, X for `exports.X`. */
function commonJsName(left: Node): string | undefined {
  if (left.type !== 'MemberExpression') return undefined;
  const name = nameOfProperty(left.property, left.computed);
  if (left.object.type === 'Identifier') {
    if (left.object.name === 'module' && name === 'exports') return '=';
    return left.object.name === 'exports' ? name : undefined;
  }
  return commonJsName(left.object) === '=' ? name : undefined;
}
