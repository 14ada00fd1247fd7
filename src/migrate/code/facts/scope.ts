import type {
  ClassDeclaration,
  ClassExpression,
  Declaration,
  Function as FunctionNode,
  ImportDeclaration,
  Node,
  Statement,
  TSImportEqualsDeclaration,
  TSModuleDeclaration,
  VariableDeclaration,
  VariableDeclarator,
} from '@babel/types';
import type { SyntaxPath } from '../syntax/path-at.ts';

/** What declares a name. `path` leads to the scope that holds the declaration. */
export type NameDeclaration =
  | { readonly kind: 'class'; readonly node: ClassDeclaration | ClassExpression }
  | {
      readonly kind: 'variable';
      readonly declaration: VariableDeclaration;
      readonly declarator: VariableDeclarator;
      readonly path: SyntaxPath;
    }
  | { readonly kind: 'import'; readonly node: ImportDeclaration }
  | {
      readonly kind: 'import-equals';
      readonly node: TSImportEqualsDeclaration;
      readonly path: SyntaxPath;
    }
  | { readonly kind: 'namespace'; readonly node: TSModuleDeclaration; readonly path: SyntaxPath }
  | { readonly kind: 'parameter' }
  /** A loop, a `catch`, a `var` of an inner block: it has a value only when the program runs. */
  | { readonly kind: 'dynamic' }
  /** A function, an enum: no class that anybody's agent extends. */
  | { readonly kind: 'other' };

/** Finds what declares a name for code at the end of a path; undefined when the file does not. */
export function findDeclaration(name: string, path: SyntaxPath): NameDeclaration | undefined {
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const node = path[depth];
    if (node === undefined) continue;
    const found = declaredBy(name, node, path.slice(0, depth + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function declaredBy(name: string, node: Node, path: SyntaxPath): NameDeclaration | undefined {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return declaredIn(name, node.body, path);
    case 'SwitchStatement':
      return declaredIn(
        name,
        node.cases.flatMap(({ consequent }) => consequent),
        path,
      );
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return declaredByFunction(name, node);
    case 'ForStatement':
      return boundBy(name, node.init);
    case 'ForInStatement':
    case 'ForOfStatement':
      return boundBy(name, node.left);
    case 'CatchClause':
      return boundBy(name, node.param);
    case 'ClassExpression':
      return node.id?.name === name ? { kind: 'class', node } : undefined;
    default:
      return undefined;
  }
}

function declaredByFunction(name: string, node: FunctionNode): NameDeclaration | undefined {
  if (node.params.some((param) => boundNames(param).includes(name))) return { kind: 'parameter' };
  if (node.body.type === 'BlockStatement' && hoists(name, node.body)) return { kind: 'dynamic' };
  const isNamed = node.type === 'FunctionExpression' && node.id?.name === name;
  return isNamed ? { kind: 'other' } : undefined;
}

function boundBy(name: string, node: Node | null | undefined): NameDeclaration | undefined {
  if (!node) return undefined;
  const names = node.type === 'VariableDeclaration' ? declaredNames(node).values : boundNames(node);
  return names.includes(name) ? { kind: 'dynamic' } : undefined;
}

/** Whether a statement inside of others declares a name with `var`, which is then the function's. */
function hoists(name: string, node: Node): boolean {
  return innerStatements(node).some(
    (inner) =>
      (inner.type === 'VariableDeclaration' &&
        inner.kind === 'var' &&
        declaredNames(inner).values.includes(name)) ||
      hoists(name, inner),
  );
}

/** The statements directly inside of a statement; not those of functions and classes. */
function innerStatements(node: Node): readonly Node[] {
  switch (node.type) {
    case 'BlockStatement':
      return node.body;
    case 'IfStatement':
      return node.alternate ? [node.consequent, node.alternate] : [node.consequent];
    case 'ForStatement':
      return node.init ? [node.init, node.body] : [node.body];
    case 'ForInStatement':
    case 'ForOfStatement':
      return [node.left, node.body];
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
    case 'WithStatement':
      return [node.body];
    case 'TryStatement':
      return [node.block, node.handler?.body, node.finalizer].filter((part) => !!part);
    case 'SwitchStatement':
      return node.cases.flatMap(({ consequent }) => consequent);
    default:
      return [];
  }
}

function declaredIn(
  name: string,
  statements: readonly Statement[],
  path: SyntaxPath,
): NameDeclaration | undefined {
  const statement = indexOf(statements).get(name);
  return statement === undefined ? undefined : declaredHere(name, statement, path);
}

type Declaring = Statement | Declaration;

/** Which statement of a list declares a name first. Lists that are asked once are asked often. */
const indexes = new WeakMap<readonly Statement[], ReadonlyMap<string, Declaring>>();

function indexOf(statements: readonly Statement[]): ReadonlyMap<string, Declaring> {
  const known = indexes.get(statements);
  if (known !== undefined) return known;
  const index = new Map<string, Declaring>();
  for (const statement of statements) {
    const inner = unwrapExport(statement);
    if (inner === undefined) continue;
    for (const name of declaredNames(inner).values) if (!index.has(name)) index.set(name, inner);
  }
  indexes.set(statements, index);
  return index;
}

/** The declaration inside `export …`, else the statement itself. */
export function unwrapExport(statement: Statement): Statement | Declaration | undefined {
  if (statement.type === 'ExportNamedDeclaration') return statement.declaration ?? undefined;
  if (statement.type !== 'ExportDefaultDeclaration') return statement;
  const { declaration } = statement;
  return declaration.type === 'ClassDeclaration' || declaration.type === 'FunctionDeclaration'
    ? declaration
    : undefined;
}

function declaredHere(
  name: string,
  node: Declaring,
  path: SyntaxPath,
): NameDeclaration | undefined {
  switch (node.type) {
    case 'ClassDeclaration':
      return { kind: 'class', node };
    case 'VariableDeclaration': {
      const declarator = node.declarations.find(({ id }) => boundNames(id).includes(name));
      return declarator && { kind: 'variable', declaration: node, declarator, path };
    }
    case 'ImportDeclaration':
      return { kind: 'import', node };
    case 'TSImportEqualsDeclaration':
      return { kind: 'import-equals', node, path };
    case 'TSModuleDeclaration':
      return { kind: 'namespace', node, path };
    default:
      return { kind: 'other' };
  }
}

/** The names that a pattern binds. */
function boundNames(pattern: Node): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : boundNames(element)));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    default:
      return [];
  }
}

/** The names that a declaration gives, values and types apart. */
export function declaredNames(declaration: Node | null | undefined): {
  readonly values: readonly string[];
  readonly types: readonly string[];
} {
  switch (declaration?.type) {
    case 'ClassDeclaration':
    case 'TSModuleDeclaration':
    case 'TSEnumDeclaration': {
      const names = declaration.id?.type === 'Identifier' ? [declaration.id.name] : [];
      return { values: names, types: names };
    }
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'TSImportEqualsDeclaration':
      return { values: declaration.id ? [declaration.id.name] : [], types: [] };
    case 'ImportDeclaration':
      return { values: declaration.specifiers.map(({ local }) => local.name), types: [] };
    case 'VariableDeclaration':
      return { values: declaration.declarations.flatMap(({ id }) => boundNames(id)), types: [] };
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return { values: [], types: [declaration.id.name] };
    default:
      return { values: [], types: [] };
  }
}
