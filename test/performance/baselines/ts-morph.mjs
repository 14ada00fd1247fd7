// A codemod as one would write it with ts-morph, on the files that hold the word and the base classes that those need.
// Every doubt is decided for its speed: git finds the candidates, neither library files nor other imports are loaded, nothing
// is added from tsconfig.json, all classes are judged before the first edit (an edit throws the type checker away), and
// the edits are made in a second project, a file at a time (with all of them in one it runs out of memory at 4 GB).
// It makes the edits that this corpus asks for: name, parameter, import, calls of super, the wrapper of the first class of a chain. It does less than
// aqe: no other shape of method than a plain one, no second look at its output, no backup, no undo, no list of what it could not decide.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { Project, SyntaxKind } from 'ts-morph';

const lean = {
  skipAddingFilesFromTsConfig: true,
  skipFileDependencyResolution: true,
  skipLoadingLibFiles: true,
};

function candidates() {
  const args = ['grep', '-lzF', '--untracked', 'performTask', '--', '*.ts', '*.tsx'];
  const listed = execFileSync('git', args, { encoding: 'utf8', maxBuffer: 64e6 });
  return listed.split('\0').filter((name) => name !== '');
}

/** The files that the base classes of a file are imported from. */
function parentFiles(file) {
  const names = new Set();
  for (const type of file.getClasses()) {
    const name = type.getExtends()?.getExpression().getText().split('.')[0];
    if (name !== undefined) names.add(name);
  }
  return file
    .getImportDeclarations()
    .filter((line) => line.isModuleSpecifierRelative())
    .filter((line) =>
      [
        line.getNamespaceImport()?.getText(),
        ...line.getNamedImports().map((one) => (one.getAliasNode() ?? one.getNameNode()).getText()),
      ].some((name) => names.has(name)),
    )
    .map((line) => resolve(dirname(file.getFilePath()), line.getModuleSpecifierValue()))
    .map((path) => `${path.replace(/\.js$/, '')}.ts`);
}

function load() {
  const project = new Project({ ...lean, compilerOptions: { noLib: true, noResolve: true } });
  const files = candidates().map((name) => project.addSourceFileAtPath(name));
  // Grows while it is walked: a base class may live in a file without the word.
  for (const file of files) {
    for (const path of parentFiles(file)) {
      const known = project.getSourceFile(path) !== undefined;
      const parent = known ? undefined : project.addSourceFileAtPathIfExists(path);
      if (parent !== undefined) files.push(parent);
    }
  }
  return files;
}

const base = resolve('src/agents/BaseAgent.ts');

function isAgent(type) {
  for (let parent = type.getBaseClass(); parent !== undefined; parent = parent.getBaseClass()) {
    const path = parent.getSourceFile().getFilePath();
    if (parent.getName() === 'BaseAgent' && path === base) return true;
  }
  return false;
}

/** No class between it and the base has the method. */
function isFirst(type) {
  for (let parent = type.getBaseClass(); parent !== undefined; parent = parent.getBaseClass()) {
    const isBase = parent.getSourceFile().getFilePath() === base;
    if (!isBase && parent.getInstanceMethod('performTask') !== undefined) return false;
  }
  return true;
}

/** The classes to migrate, as files and names: a node would keep the whole program in memory. */
function agents() {
  return load().flatMap((file) =>
    file
      .getClasses()
      .filter((type) => type.getInstanceMethod('performTask') !== undefined && isAgent(type))
      .map((type) => ({ path: file.getFilePath(), name: type.getName(), first: isFirst(type) })),
  );
}

const generated = resolve('src/agents/aqe-model-selection.ts');
const selection = { name: 'selection', hasQuestionToken: true, type: 'ModelSelection' };
const wrapperBody = `const routed: unknown = super['performTask'];
return typeof routed === 'function' ? routed.call(this, task) : this.performTaskImpl(task);`;

function wrapperOf(method) {
  return {
    name: 'performTask',
    isAsync: true,
    scope: method.getScope(),
    hasOverrideKeyword: method.hasOverrideKeyword(),
    parameters: method.getParameters().map((parameter) => parameter.getStructure()),
    returnType: method.getReturnTypeNode()?.getText(),
    statements: wrapperBody,
  };
}

/** Calls are changed from the last to the first: a change forgets the nodes behind it. */
function renameSuperCalls(method) {
  const calls = method
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .filter((call) => call.getExpression().getText() === 'super.performTask');
  for (const call of calls.toReversed()) {
    call.addArgument('selection');
    call.setExpression('super.performTaskImpl');
  }
}

function migrate(project, { path, name, first }) {
  const file = project.addSourceFileAtPath(path);
  const type = file.getClassOrThrow(name);
  const method = type.getInstanceMethodOrThrow('performTask');
  const wrapper = first === true ? wrapperOf(method) : undefined;
  renameSuperCalls(method);
  method.getNameNode().replaceWithText('performTaskImpl');
  method.insertParameter(1, selection);
  if (wrapper !== undefined) type.insertMethod(method.getChildIndex() + 1, wrapper);
  const from = relative(dirname(path), generated).replace(/\.ts$/, '.js');
  file.addImportDeclaration({
    isTypeOnly: true,
    namedImports: ['ModelSelection'],
    moduleSpecifier: from,
  });
  file.saveSync();
  file.forget();
}

const found = agents();
const project = new Project(lean);
for (const agent of found) migrate(project, agent);
writeFileSync(generated, 'export interface ModelSelection {\n  modelName: string;\n}\n');
process.stdout.write(JSON.stringify({ changed: found.length }));
