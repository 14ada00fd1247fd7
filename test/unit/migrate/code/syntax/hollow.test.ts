import { describe, expect, it } from 'vitest';
import { hollow } from '../../../../../src/migrate/code/syntax/hollow.ts';
import { loadParser } from '../../../../../src/migrate/code/syntax/parse-source.ts';

const interest = { words: ['performTask'], names: /cleanup/ };
const filler = `const filler = '${'x'.repeat(100)}';`;

/** The text without what was left out. */
function left(text: string): string {
  const hollowed = hollow(text, interest);
  expect(hollowed?.text.length ?? text.length).toBe(text.length);
  return (hollowed?.text ?? text).replaceAll(/\/\* {50,}\*\//g, '…');
}

function classOf(...members: readonly string[]): string {
  return `class A extends B {\n${members.join('\n')}\n}\n`;
}

describe('what is left out', () => {
  it('is a method in which nothing is of interest, with its comment', () => {
    const text = classOf(
      `/** It's "one". */\nasync one<T extends {}>(a: T): Promise<T> { ${filler} }`,
    );
    expect(left(text)).toBe('class A extends B {…\n}\n');
  });

  it('is several in a row at once, and accessors, and methods of nested namespaces', () => {
    const text = `namespace N { ${classOf(`get a() { ${filler} }`, `set a(b) { ${filler} }`)} }`;
    expect(left(text)).toBe('namespace N { class A extends B {…\n}\n }');
  });

  it('is the body alone where the name is of interest', () => {
    expect(left(classOf(`cleanup(): { a: 1 } | void { ${filler} }`))).toBe(
      classOf('cleanup(): { a: 1 } | void {…}'),
    );
  });

  it('is a method after a value that has no semicolon, and the value', () => {
    expect(left(classOf('a = 1', `b() { ${filler} }`))).toBe('class A extends B {…\n}\n');
  });

  it.each([
    ['the word is in its name', `performTask() { ${filler} }`],
    ['the word is in its body', `a() { this['performTask'](); ${filler} }`],
    ['the word is in its comment', `// not performTask\na() { ${filler} }`],
    ['a class is in it', `a() { return class { ${filler.slice(6)} } }`],
    ['it is short', `a() { return 1; }`],
    ['it is the type of a result', `a(): asserts a is { ${'x: 1; '.repeat(50)} } | (() => 1) {}`],
    ['it is the body of a function that is a value', `a = (): void => { ${filler} };`],
    ['it is a type', `a(): { ${'x: 1; '.repeat(50)} };`],
    ['it is a value', `a = f({ ${'x: 1, '.repeat(50)} });`],
  ])('is not a member when %s', (_why, member) => {
    expect(left(classOf(member))).toBe(classOf(member));
  });

  it.each([
    ['braces in strings', `'}' + "}{" + '\\'}' ;`],
    ['braces in templates', '`}${ { a: `}` }.a }}`;'],
    ['braces in comments', '/* } */ // }'],
    ['braces in regular expressions', 'return /[/}]}/.test(x) || a / b / c;'],
    ['quotes in regular expressions', `x = /'/;`],
    ['divisions', `x = (a + b) / 2 / c['d'] / 3;`],
  ])('ends where the method ends in spite of %s', (_what, code) => {
    expect(left(classOf(`a() { ${code}\n${filler} }`, 'b = 1;'))).toBe(
      'class A extends B {…\nb = 1;\n}\n',
    );
  });

  it.each([
    ['a string does not end', `a() { 'x\n ${filler} }`],
    ['a comment does not end', `a() { ${filler} /* }`],
    ['a template does not end', `a() { ${filler} \` }`],
    ['a regular expression does not end', `a() { ${filler} x = /[}\n }`],
    ['a slash follows a brace', `a() { ${filler} {} /x/ }`],
    ['brackets do not fit', `a() { ${filler} ( } )`],
    ['one is never closed', `a() { ${filler} { }`],
    ['one closes nothing', `a() { ${filler} } }`],
  ])('is nothing where %s', (_why, member) => {
    expect(hollow(classOf(member), interest)).toBeUndefined();
  });
});

describe('parsing', () => {
  it('reports a mistake in a method that would be left out', async () => {
    const parser = await loadParser();
    const text = classOf(`a() { const = 1; ${filler} }`);
    expect(parser.parse('/a.ts', text, interest)).toMatchObject({ kind: 'failed', line: 2 });
  });

  it('leaves out nothing but members of classes', async () => {
    const parser = await loadParser();
    // The word before the first brace is no keyword.
    const text = `x.class; const y = { a() { ${filler} } };\n`;
    expect(hollow(text, interest)).toBeDefined();
    const parsed = parser.parse('/a.ts', text, interest);
    expect(JSON.stringify(parsed)).toContain('filler');
  });

  it('keeps every offset', async () => {
    const parser = await loadParser();
    const text = classOf(`a() { ${filler} }`, 'performTask() {}');
    const parsed = parser.parse('/a.ts', text, interest);
    const body = parsed.kind === 'parsed' ? parsed.program.body[0] : undefined;
    const members = body?.type === 'ClassDeclaration' ? body.body.body : [];
    expect(members.map(({ start }) => start)).toEqual([text.indexOf('performTask')]);
  });

  it.each(['/a.tsx', '/a.js', '/a.d.ts'])('leaves out nothing of %s', async (path) => {
    const parser = await loadParser();
    const text = classOf(`a() { ${filler} }`);
    const parsed = parser.parse(path, text, interest);
    const isWhole = parsed.kind === 'failed' || JSON.stringify(parsed).includes('filler');
    expect(isWhole).toBe(true);
  });
});
