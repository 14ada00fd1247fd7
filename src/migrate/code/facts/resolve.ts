import type {
  CallExpression,
  Expression,
  ImportDeclaration,
  MemberExpression,
  Node,
  ObjectExpression,
  ObjectPattern,
  OptionalMemberExpression,
  Statement,
  TSEntityName,
} from '@babel/types';
import type { SyntaxPath } from '../syntax/path-at.ts';
import { calleeName, nameOf, nameOfProperty, requiredModule } from './names.ts';
import { doubt, foreign, memberOf, type Reference } from './reference.ts';
import { declaredNames, findDeclaration, type NameDeclaration, unwrapExport } from './scope.ts';

/** What resolving needs to know of the file. */
export interface FileScope {
  readonly text: string;
  /** The index of a class of this file. */
  classIndex(node: Node): number;
  /** How deep names may lead to names; then it is a circle. */
  readonly depth: number;
}

/** Names that lead to names, one after the other; then the stack would end. */
const MAX_DEPTH = 400;

/** What declarations were found to stand for: objects that hold each other would be gone through again and again. */
const resolved = new WeakMap<Node, Map<string, Reference>>();

/** What an identifier stands for where a path ends. */
export function resolveName(name: string, path: SyntaxPath, scope: FileScope): Reference {
  if (scope.depth > MAX_DEPTH) return doubt('BASE_CIRCULAR', `${name} leads to itself`);
  const declaration = findDeclaration(name, path);
  if (declaration !== undefined) return resolveOnce(declaration, name, scope);
  return name in globalThis
    ? foreign
    : doubt('BASE_UNRESOLVED', `${name} is not declared in this file`);
}

function resolveOnce(declaration: NameDeclaration, name: string, scope: FileScope): Reference {
  const node = nodeOf(declaration);
  const deeper = { ...scope, depth: scope.depth + 1 };
  if (node === undefined) return resolveDeclaration(declaration, name, deeper);
  const known = resolved.get(node) ?? new Map<string, Reference>();
  resolved.set(node, known);
  const before = known.get(name);
  if (before !== undefined) return before;
  // Whoever asks for it again before it is known came round in a circle.
  known.set(name, doubt('BASE_CIRCULAR', `${name} leads to itself`));
  const reference = resolveDeclaration(declaration, name, deeper);
  known.set(name, reference);
  return reference;
}

function nodeOf(declaration: NameDeclaration): Node | undefined {
  if (declaration.kind === 'variable') return declaration.declarator;
  return 'node' in declaration ? declaration.node : undefined;
}

/** What an expression stands for where a path ends. */
export function resolveExpression(node: Node, path: SyntaxPath, scope: FileScope): Reference {
  switch (node.type) {
    case 'Identifier':
      return resolveName(node.name, path, scope);
    case 'ClassExpression':
    case 'ClassDeclaration':
      return { kind: 'class', index: scope.classIndex(node) };
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return resolveMember(node, path, scope);
    case 'CallExpression':
      return resolveCall(node);
    case 'ObjectExpression':
      return { kind: 'members', members: membersOf(node, path, scope) };
    case 'AssignmentExpression':
      return resolveExpression(node.right, path, scope);
    case 'NullLiteral':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return foreign;
    default: {
      const inner = unwrapped(node);
      return inner === undefined
        ? doubt('BASE_COMPUTED', 'its base is computed when the program runs')
        : resolveExpression(inner, path, scope);
    }
  }
}

/** What stands inside of parentheses, casts and `await`, which change nothing about a class. */
function unwrapped(node: Node): Expression | undefined {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'TypeCastExpression':
      return node.expression;
    case 'AwaitExpression':
      return node.argument;
    default:
      return undefined;
  }
}

function resolveMember(
  node: MemberExpression | OptionalMemberExpression,
  path: SyntaxPath,
  scope: FileScope,
): Reference {
  const name = nameOfProperty(node.property, node.computed);
  if (name === undefined) {
    return doubt('BASE_COMPUTED', 'its base is looked up by a computed name');
  }
  return memberOf(resolveExpression(node.object, path, scope), name);
}

function resolveCall(node: CallExpression): Reference {
  const module = requiredModule(node);
  if (module !== undefined) return { kind: 'import', module, names: [] };
  const name = calleeName(node);
  const what = name === '' ? 'a call' : `the call of ${name}()`;
  return doubt('BASE_MIXIN', `its base is the result of ${what}`);
}

function membersOf(
  node: ObjectExpression,
  path: SyntaxPath,
  scope: FileScope,
): Map<string, Reference> {
  const members = new Map<string, Reference>();
  const deeper = { ...scope, depth: scope.depth + 1 };
  for (const property of node.properties) {
    if (property.type !== 'ObjectProperty') continue;
    const name = nameOfProperty(property.key, property.computed);
    if (name !== undefined) members.set(name, resolveExpression(property.value, path, deeper));
  }
  return members;
}

/** The statements of a namespace's body, dotted names included. */
function statementsOf(body: Node): readonly Statement[] {
  return body.type === 'TSModuleBlock' ? body.body : [];
}

/** What a declared name stands for. */
function resolveDeclaration(
  declaration: NameDeclaration,
  name: string,
  scope: FileScope,
): Reference {
  switch (declaration.kind) {
    case 'class':
      return { kind: 'class', index: scope.classIndex(declaration.node) };
    case 'import':
      return importedAs(declaration.node, name);
    case 'import-equals': {
      const { moduleReference } = declaration.node;
      if (moduleReference.type === 'TSExternalModuleReference') {
        return { kind: 'import', module: moduleReference.expression.value, names: [] };
      }
      return resolveEntity(moduleReference, declaration.path, scope);
    }
    case 'variable':
      return resolveVariable(declaration, name, scope);
    case 'namespace':
      return { kind: 'members', members: namespaceMembers(declaration, scope) };
    case 'dynamic':
      return doubt('BASE_COMPUTED', `its base ${name} gets its value when the program runs`);
    case 'parameter':
      return doubt('BASE_MIXIN', `its base ${name} is a parameter of a function`);
    case 'other':
      return foreign;
  }
}

function importedAs({ specifiers, source }: ImportDeclaration, name: string): Reference {
  const specifier = specifiers.find(({ local }) => local.name === name);
  const module = source.value;
  if (specifier?.type === 'ImportDefaultSpecifier')
    return { kind: 'import', module, names: ['default'] };
  if (specifier?.type !== 'ImportSpecifier') return { kind: 'import', module, names: [] };
  return { kind: 'import', module, names: [nameOf(specifier.imported)] };
}

/** `A.B.C` in `import X = A.B.C`. */
function resolveEntity(node: TSEntityName, path: SyntaxPath, scope: FileScope): Reference {
  if (node.type === 'Identifier') return resolveName(node.name, path, scope);
  return memberOf(resolveEntity(node.left, path, scope), node.right.name);
}

type VariableName = Extract<NameDeclaration, { kind: 'variable' }>;

function resolveVariable(
  { declaration, declarator, path }: VariableName,
  name: string,
  scope: FileScope,
): Reference {
  if (declaration.kind !== 'const' && isAssigned(name, scope.text)) {
    return doubt('BASE_REASSIGNED', `its base ${name} is a variable that is assigned again`);
  }
  const { id, init } = declarator;
  if (init === null || init === undefined) {
    return doubt('BASE_COMPUTED', `its base ${name} is declared here without a value`);
  }
  const value = resolveExpression(init, path, scope);
  if (id.type === 'Identifier') return value;
  const key = id.type === 'ObjectPattern' ? keyThatBinds(id, name) : undefined;
  return key === undefined
    ? doubt('BASE_COMPUTED', `its base ${name} is taken out of a pattern`)
    : memberOf(value, key);
}

/** Assigned anywhere in the text besides its declaration: seldom, and then it cannot be told which value counts. */
function isAssigned(name: string, text: string): boolean {
  const escaped = name.replaceAll('$', String.raw`\$`);
  const assignments = text.match(
    new RegExp(String.raw`(?<![\w$.])${escaped}\s{0,20}(:[^=;,)]{0,200})?=(?![=>])`, 'g'),
  );
  return (assignments?.length ?? 0) > 1;
}

/** The property `{ key: name }` of a destructuring pattern. */
function keyThatBinds({ properties }: ObjectPattern, name: string): string | undefined {
  for (const property of properties) {
    if (property.type === 'RestElement') continue;
    const { value } = property;
    const bound = value.type === 'AssignmentPattern' ? value.left : value;
    if (bound.type === 'Identifier' && bound.name === name) {
      return nameOfProperty(property.key, property.computed);
    }
  }
  return undefined;
}

type NamespaceName = Extract<NameDeclaration, { kind: 'namespace' }>;

function namespaceMembers({ node, path }: NamespaceName, scope: FileScope): Map<string, Reference> {
  const members = new Map<string, Reference>();
  const inside = [...path, node, node.body];
  for (const statement of statementsOf(node.body)) {
    for (const name of declaredNames(unwrapExport(statement)).values) {
      members.set(name, resolveName(name, inside, scope));
    }
  }
  return members;
}
