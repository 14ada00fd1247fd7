// A codemod as one would write it with ts-morph, on the files that hold the word and the base classes that those need.
// Every doubt is decided for its speed: git finds the candidates, neither library files nor other imports are loaded, nothing
// is added from tsconfig.json, all classes are judged before the first edit (an edit throws the type checker away), and
// the edits are made in a second project, a file at a time (with all of them in one it runs out of memory at 4 GB).
// It does less than aqe: no wrapper, no import of ModelSelection, no calls of super or this, no other shape of method than
// a plain one, no second look at its output, no backup, no undo, no list of what it could not decide.
import { execFileSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { Project } from 'ts-morph';

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

/** The classes to migrate, as files and names: a node would keep the whole program in memory. */
function agents() {
  return load().flatMap((file) =>
    file
      .getClasses()
      .filter((type) => type.getInstanceMethod('performTask') !== undefined && isAgent(type))
      .map((type) => ({ path: file.getFilePath(), name: type.getName() })),
  );
}

function migrate(project, { path, name }) {
  const file = project.addSourceFileAtPath(path);
  const method = file.getClassOrThrow(name).getInstanceMethodOrThrow('performTask');
  method.getNameNode().replaceWithText('performTaskImpl');
  if (method.getParameters().length > 0) {
    method.insertParameter(1, {
      name: 'selection',
      hasQuestionToken: true,
      type: 'ModelSelection',
    });
  }
  file.saveSync();
  file.forget();
}

const found = agents();
const project = new Project(lean);
for (const agent of found) migrate(project, agent);
process.stdout.write(JSON.stringify({ changed: found.length }));
