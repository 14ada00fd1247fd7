import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectTypeChecker } from '../../../src/adapters/project-typescript.ts';
import type { TypeCheckError } from '../../../src/core/source-ports.ts';
import { type Project, project } from '../../helpers/project.ts';

const json = JSON.stringify;
const modules = join(import.meta.dirname, '../../../node_modules');
const wrong = 'export const budget: string = 1;\n';
const mismatch = "Type 'number' is not assignable to type 'string'.";
const options = { strict: true, types: [], lib: ['es2023'] };

/** A project with this repository's compiler. */
function typescript(files: Readonly<Record<string, string>>, folder = ''): Project {
  const made = project(files);
  const link = made.path(join(folder, 'node_modules/typescript'));
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(modules, 'typescript'), link, 'dir');
  return made;
}

async function check(
  files: Project,
  names: readonly string[],
  signal = new AbortController().signal,
): Promise<readonly TypeCheckError[]> {
  return projectTypeChecker({ root: files.dir, signal }).check(
    names.map((name) => files.path(name)),
  );
}

describe('errors', () => {
  it('with file, line, code and the whole message', async () => {
    const files = typescript({
      'tsconfig.json': json({ compilerOptions: options }),
      'src/agents/a b.ts': `\n${wrong}export const run: (task: string) => void = (task: number) => {};\n`,
    });
    const [first, second] = await check(files, ['src/agents/a b.ts']);
    expect(first).toEqual({
      file: 'src/agents/a b.ts',
      line: 2,
      code: 'TS2322',
      message: mismatch,
    });
    expect(second).toMatchObject({
      line: 3,
      message: expect.stringMatching(
        / parameters .*\n.*'string' is not assignable to .*'number'\.$/,
      ),
    });
  });

  it('none, and one run for all files of a project', async () => {
    const files = typescript({
      'tsconfig.json': json({ compilerOptions: options }),
      'a.ts': 'export const a = 1;\n',
      'b.ts': wrong,
    });
    expect(await check(files, ['a.ts', 'b.ts'])).toHaveLength(1);
    files.write('b.ts', '');
    expect(await check(files, ['a.ts', 'b.ts'])).toEqual([]);
  });

  it('of every project that has files', async () => {
    const files = typescript({
      'one/tsconfig.json': json({ compilerOptions: options }),
      'one/a.ts': wrong,
      'two/tsconfig.json': json({ compilerOptions: options }),
      'two/b.ts': wrong,
      'three/tsconfig.json': json({ compilerOptions: options }),
      'three/c.ts': wrong,
    });
    const errors = await check(files, ['two/b.ts', 'one/a.ts']);
    expect(errors.map(({ file }) => file)).toEqual(['one/a.ts', 'two/b.ts']);
  });

  it('beside an unknown option, which stops nothing', async () => {
    const files = typescript({
      'tsconfig.json': json({ compilerOptions: { ...options, bogus: true } }),
      'a.ts': wrong,
    });
    const errors = await check(files, ['a.ts']);
    expect(errors.map(({ file, code }) => [file, code])).toEqual([
      ['a.ts', 'TS2322'],
      ['tsconfig.json', 'TS5023'],
    ]);
    files.write('a.ts', '');
    expect(await check(files, ['a.ts'])).toHaveLength(1);
  });
});

describe('projects', () => {
  const settings = { compilerOptions: options };

  it.each([
    ['composite', { composite: true, outDir: 'dist' }],
    ['incremental', { incremental: true, tsBuildInfoFile: '.cache/info', outDir: 'dist' }],
    ['declarations only', { declaration: true, emitDeclarationOnly: true, outDir: 'dist' }],
  ])('%s: nothing is written', async (_, more) => {
    const files = typescript({
      'tsconfig.json': json({ compilerOptions: { ...options, ...more } }),
      'a.ts': wrong,
    });
    const errors = await check(files, ['a.ts']);
    expect(errors.map(({ code }) => code)).toEqual(['TS2322']);
    expect(files.list()).toEqual(['a.ts', 'node_modules/typescript', 'tsconfig.json']);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'that the nearest refers to, the one which has the file',
      {
        'tsconfig.json': json({ files: [], references: [{ path: './src' }, { path: './test' }] }),
        'src/other.json': '{}',
        'test/tsconfig.json': json({ compilerOptions: options, include: ['../src/agents'] }),
      },
      'src/agents/a.ts',
    ],
    [
      'beside a loop of references, the one which has the file',
      {
        'tsconfig.json': json({ files: [], references: [{ path: './tsconfig.a.json' }] }),
        'tsconfig.a.json': json({ files: [], references: [{ path: '.' }] }),
        'tsconfig.b.json': json({ compilerOptions: options }),
      },
      'a.ts',
    ],
    [
      'beside the nearest, which leaves the file out',
      {
        'tsconfig.json': json({ ...settings, include: ['src'] }),
        'tsconfig.broken.json': '[]',
        'tsconfig.test.json': json({ ...settings, include: ['test'] }),
        'src/a.ts': '',
      },
      'test/a.ts',
    ],
  ])('%s', async (_, contents, file) => {
    const files = typescript({ ...contents, [file]: wrong });
    expect(await check(files, [file])).toEqual([
      { file, line: 1, code: 'TS2322', message: mismatch },
    ]);
  });

  it('says nothing of references that are not built', async () => {
    const composite = { ...options, composite: true, outDir: 'dist', rootDir: '.' };
    const files = typescript({
      'core/tsconfig.json': json({ compilerOptions: composite }),
      'core/base.ts': 'export class BaseAgent {}\n',
      'app/tsconfig.json': json({ compilerOptions: composite, references: [{ path: '../core' }] }),
      'app/a.ts': `import { BaseAgent } from '../core/base';\nexport class A extends BaseAgent {}\n`,
    });
    expect(await check(files, ['app/a.ts'])).toEqual([]);
  });
});

describe('no check', () => {
  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['without a tsconfig.json', {}, /^no tsconfig\.json above src\/a\.ts/],
    [
      'with a library that is not there',
      { 'tsconfig.json': json({ compilerOptions: { ...options, types: ['none'] } }) },
      /^tsc stops before it checks the types of tsconfig\.json: tsconfig\.json:1: TS2688: .*none/,
    ],
    [
      'beside a file that does not parse',
      { 'tsconfig.json': json({ compilerOptions: options }), 'src/b.ts': 'class {{' },
      /^tsc stops .*: src\/b\.ts:1: TS1\d{3}: /,
    ],
    [
      'of no files',
      { 'tsconfig.json': json({ compilerOptions: options, include: ['none'] }) },
      /TS18003/,
    ],
  ])('%s', async (_, contents, message) => {
    const files = typescript({ ...contents, 'src/a.ts': 'export {};\n' });
    await expect(check(files, ['src/a.ts'])).rejects.toMatchObject({
      code: 'TYPECHECK_UNAVAILABLE',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('without --typecheck'),
    });
  });

  it('without a compiler, though a neighbour has one', async () => {
    const files = typescript({ 'one/tsconfig.json': '{}', 'one/a.ts': wrong }, 'two');
    await expect(check(files, ['one/a.ts'])).rejects.toMatchObject({
      code: 'TYPECHECK_UNAVAILABLE',
      message: 'TypeScript is not installed for one/tsconfig.json',
    });
  });

  it('when a reference claims the file as what is built from it', async () => {
    const stop = `error TS6305: Output file 'a.d.ts' has not been built from source file 'a.ts'.`;
    const files = project({
      'tsconfig.json': '{}',
      'a.ts': wrong,
      'node_modules/typescript/package.json': '{}',
      'node_modules/typescript/bin/tsc': `console.log(${json(stop)}); process.exitCode = 2;`,
    });
    await expect(check(files, ['a.ts'])).rejects.toMatchObject({
      code: 'TYPECHECK_UNAVAILABLE',
      message: expect.stringContaining('TS6305'),
    });
  });

  it.each([
    ['throws', "throw new Error('out of order')", 'out of order'],
    ['ends without a word', 'process.exit(7)', 'exit code 7'],
  ])('when the compiler %s', async (_, code, reason) => {
    const files = project({
      'tsconfig.json': '{}',
      'a.ts': wrong,
      'node_modules/typescript/package.json': '{}',
      'node_modules/typescript/bin/tsc': code,
    });
    await expect(check(files, ['a.ts'])).rejects.toMatchObject({
      code: 'TYPECHECK_UNAVAILABLE',
      message: expect.stringMatching(new RegExp(`^tsc broke off on tsconfig.json: [^]*${reason}`)),
    });
  });

  it('after an interruption', async () => {
    const files = typescript({ 'tsconfig.json': '{}', 'a.ts': wrong });
    await expect(check(files, ['a.ts'], AbortSignal.abort())).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });
});
