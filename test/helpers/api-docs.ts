import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ts } from 'ts-morph';

const src = join(import.meta.dirname, '../../src');

type Kind = 'Classes' | 'Functions' | 'Values' | 'Types';

interface Entry {
  readonly kind: Kind;
  readonly name: string;
  /** As the package declares it, with its comments. */
  readonly declaration: string;
  /** Where it is written, relative to src. */
  readonly file: string;
}

/** The API page: everything that src/index.ts exports, as it is declared. */
export function apiDocs(): string {
  const entries = exportsOf(join(src, 'index.ts'));
  const kinds: readonly Kind[] = ['Classes', 'Functions', 'Values', 'Types'];
  const parts = kinds.flatMap((kind) => {
    const own = entries
      .filter((entry) => entry.kind === kind)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return [`## ${kind}`].concat(own.map(section));
  });
  return `${[
    '# API',
    "Everything that `import … from 'aqe'` gives, as it is declared. This page is generated from the source (CONTRIBUTING.md says how); [library.md](library.md) is the guide.",
    ...parts,
  ].join('\n\n')}\n`;
}

function section({ name, declaration, file }: Entry): string {
  return `### ${name}\n\n\`src/${file}\`\n\n\`\`\`ts\n${declaration}\n\`\`\``;
}

/** Follows each `export … from` of the entry to the declaration. */
function exportsOf(entry: string): readonly Entry[] {
  return sourceOf(entry, readFileSync(entry, 'utf8')).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier, exportClause } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
    const file = join(dirname(entry), moduleSpecifier.text);
    const names = exportClause.elements.map(({ name }) => name.text);
    return names.flatMap((name) => declarationsOf(file, name));
  });
}

const parsed = new Map<string, ts.SourceFile>();

/** The file as its users see it: without bodies and private members. */
function declared(file: string): ts.SourceFile {
  const there = parsed.get(file);
  if (there !== undefined) return there;
  const { outputText } = ts.transpileDeclaration(readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: { isolatedDeclarations: true, stripInternal: true, declaration: true },
  });
  const made = sourceOf(file, outputText);
  parsed.set(file, made);
  return made;
}

function sourceOf(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
}

function declarationsOf(file: string, name: string): readonly Entry[] {
  const found = declared(file).statements.filter((statement) => namesOf(statement).includes(name));
  if (found.length === 0) throw new Error(`${file} declares no ${name}`);
  const declaration = found.map((statement) => textOf(statement)).join('\n\n');
  return [{ kind: kindOf(found), name, declaration, file: relative(src, file) }];
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const isNamed =
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

/** With its comment, and with four spaces as two. */
function textOf(statement: ts.Statement): string {
  return statement
    .getFullText()
    .trim()
    .replaceAll(/^( +)/gm, (spaces) =>
      spaces.length % 4 === 0
        ? spaces.slice(spaces.length / 2)
        : spaces.replace(/^( {4})+/, (four) => four.slice(four.length / 2)),
    )
    .replaceAll(/^\s*#private;\n/gm, '');
}

function kindOf(statements: readonly ts.Statement[]): Kind {
  if (statements.some(ts.isClassDeclaration)) return 'Classes';
  if (statements.some(ts.isFunctionDeclaration)) return 'Functions';
  return statements.some(ts.isVariableStatement) ? 'Values' : 'Types';
}
