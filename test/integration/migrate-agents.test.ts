import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, type Project } from '../helpers/project.ts';
import { repository, type Repository } from '../helpers/repository.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const base = `import type { QETask } from '../types';

export abstract class BaseAgent {
  protected abstract performTask(task: QETask): Promise<any>;
  protected abstract initializeComponents(): Promise<void>;
  protected abstract loadKnowledge(): Promise<void>;
  async executeTask(assignment: { task: QETask }): Promise<any> {
    return this.performTask(assignment.task);
  }
}
`;

const agent = (
  name: string,
  body = 'return task.id;',
): string => `import { BaseAgent } from './BaseAgent';
import type { QETask } from '../types';

export class ${name} extends BaseAgent {
  protected async performTask(task: QETask): Promise<any> {
    ${body}
  }
  protected async initializeComponents(): Promise<void> {}
  protected async loadKnowledge(): Promise<void> {}
}
`;

const files = {
  'src/types.ts': 'export interface QETask { id: string }\n',
  'src/agents/BaseAgent.ts': base,
  'src/agents/cart.ts': agent('CartAgent'),
  'src/agents/search.ts': agent('SearchAgent'),
};

function committed(extra: Readonly<Record<string, string>> = {}): Repository {
  const made = repository({ ...files, ...extra });
  made.git('add', '--all');
  made.git('commit', '--quiet', '--message', 'start');
  return made;
}

const run = async (cwd: string, ...args: string[]): ReturnType<typeof inProcess> =>
  inProcess(['migrate-agents', ...args], { cwd });

describe('in a git work tree', () => {
  it('migrates a clean tree, leaves nothing for git to see but the migration, and undoes it', async () => {
    const { dir, git } = committed();
    const { code, stdout, stderr } = await run(dir);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "Migrated 2 agents in 2 files, 1 created (4 source files seen, 3 of interest).

      File                               Class        Change
      src/agents/cart.ts:4               CartAgent    performTask → performTaskImpl, wrapper
      src/agents/search.ts:4             SearchAgent  performTask → performTaskImpl, wrapper
      src/agents/aqe-model-selection.ts               created

      Not changed: 1
        src/agents/BaseAgent.ts  declares the base itself

      Find the rest: git grep -nwF --untracked -e performTask
      Undo:          aqe migrate-agents --undo
      Former bytes:  .aqe/migrations/0001-migrate-agents
      "
    `);
    expect(git('status', '--porcelain').split('\n')).toEqual([
      ' M src/agents/cart.ts',
      ' M src/agents/search.ts',
      '?? src/agents/aqe-model-selection.ts',
      '',
    ]);
    const undone = await run(dir, '--undo');
    expect(undone.stdout).toContain('Restored 2 files');
    expect(git('status', '--porcelain')).toBe('');
  });

  it.each([
    ['a change', 'src/types.ts', 'export interface QETask { id: string; more: 1 }\n'],
    ['an untracked file', 'notes.txt', 'todo\n'],
  ])('refuses %s that is not committed', async (_what, name, content) => {
    const { dir, write, read } = committed();
    write(name, content);
    const { code, stdout, stderr } = await run(dir);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('TREE_DIRTY');
    expect(stderr).toContain(name);
    expect(read('src/agents/cart.ts')).toBe(files['src/agents/cart.ts']);
    expect((await run(dir, '--check')).code).toBe(1);
    expect((await run(dir, '--dry-run')).code).toBe(0);
    expect((await run(dir, '--force')).code).toBe(0);
  });

  it('prints a diff that git applies to give the same bytes', async () => {
    const odd = {
      'src/agents/crlf.ts': agent('CrlfAgent').replaceAll('\n', '\r\n'),
      'src/agents/end.ts': agent('EndAgent').trimEnd(),
      'src/agents/js.mjs': `import { BaseAgent } from 'agentic-qe';\nexport class JsAgent extends BaseAgent {\n  performTask = async task => task;\n}`,
    };
    const { dir, git, read, list } = committed(odd);
    const { stdout: diff, code } = await run(dir, '--dry-run');
    expect(code).toBe(0);
    expect(git('status', '--porcelain')).toBe('');
    await run(dir);
    const migrated = Object.fromEntries(
      list()
        .filter((name) => name.startsWith('src/'))
        .map((name) => [name, read(name)]),
    );
    await run(dir, '--undo');
    writeFileSync(join(dir, '.git/aqe.diff'), diff);
    git('apply', '--whitespace=nowarn', '.git/aqe.diff');
    for (const [name, text] of Object.entries(migrated)) expect(read(name)).toBe(text);
  });

  it('migrates only what it is pointed at, from a folder below the root', async () => {
    const { dir, read } = committed();
    const { stdout, code } = await run(join(dir, 'src/agents'), 'c*.ts', '--json');
    expect(code).toBe(0);
    expect(expectJson(stdout, 'migrate-code')).toMatchObject({
      counts: { changed: 1, created: 1, candidates: 1 },
      files: [{ file: 'src/agents/cart.ts' }, { file: 'src/agents/aqe-model-selection.ts' }],
    });
    expect(read('src/agents/search.ts')).toBe(files['src/agents/search.ts']);
  });

  it('follows a working directory that is a symbolic link', async () => {
    const { dir, read } = committed();
    const outside = project();
    symlinkSync(dir, outside.path('link'));
    expect((await run(outside.path('link'), '.')).code).toBe(0);
    expect(read('src/agents/cart.ts')).toContain('performTaskImpl');
  });
});

describe('outside of git', () => {
  it('migrates in two goes, and undoes the last one only', async () => {
    const { dir, read, write } = project(files);
    await run(dir, 'src/agents/cart.ts');
    await run(dir, 'src/agents');
    expect((await run(dir, '--undo')).code).toBe(0);
    expect(read('src/agents/search.ts')).toBe(files['src/agents/search.ts']);
    expect(read('src/agents/cart.ts')).toContain('performTaskImpl');
    write('src/agents/cart.ts', `${read('src/agents/cart.ts')}// mine\n`);
    const refused = await run(dir, '--undo');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('UNDO_REFUSED');
    expect(read('src/agents/cart.ts')).toContain('// mine');
    expect((await run(dir, '--undo', '--force')).code).toBe(0);
    expect(read('src/agents/cart.ts')).toBe(files['src/agents/cart.ts']);
  });

  it('shows what undoing would do', async () => {
    const { dir, read } = project(files);
    await run(dir);
    const { stdout, code } = await run(dir, '--undo', '--dry-run', '--json');
    expect(code).toBe(0);
    expect(expectJson(stdout, 'migrate-code')).toMatchObject({
      status: 'pending',
      restored: ['src/agents/cart.ts', 'src/agents/search.ts'],
      removed: ['src/agents/aqe-model-selection.ts'],
    });
    expect(read('src/agents/cart.ts')).toContain('performTaskImpl');
  });

  it('reports a file that does not parse with its place, migrates the others and exits 1', async () => {
    const { dir, read } = project({
      ...files,
      'src/broken.ts': 'class A {\n  performTask( {\n}\n',
    });
    const { code, stdout } = await run(dir);
    expect(code).toBe(1);
    expect(stdout).toMatch(/Does not parse, left alone: 1\n {2}src\/broken\.ts:4:1 /);
    expect(read('src/agents/cart.ts')).toContain('performTaskImpl');
  });

  it('annotates for GitHub', async () => {
    const { dir } = project({
      ...files,
      'src/mixed.ts':
        'declare function mix(): any;\nclass Mixed extends mix() {\n  performTask() {}\n}\n',
      'src/broken.ts': 'performTask( {',
    });
    const { stdout, code } = await run(dir, '--check', '--format', 'github');
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "::error file=src/broken.ts,line=1,col=15,title=does not parse::Unexpected token
      ::warning file=src/mixed.ts,line=2,col=1,title=BASE_MIXIN::its base is the result of the call of mix()
      ::notice file=src/agents/cart.ts,line=4,col=8,title=aqe migrate-agents would change this::performTask → performTaskImpl, wrapper
      ::notice file=src/agents/search.ts,line=4,col=8,title=aqe migrate-agents would change this::performTask → performTaskImpl, wrapper
      "
    `);
  });

  it('says what is left with --quiet', async () => {
    const { dir } = project({
      ...files,
      'src/mixed.ts':
        'declare function mix(): any;\nclass Mixed extends mix() {\n  performTask() {}\n}\n',
    });
    const { stdout } = await run(dir, '--quiet');
    expect(stdout).toMatchInlineSnapshot(`
      "Needs a look: 1
        src/mixed.ts:2:1  BASE_MIXIN  Mixed (not changed): its base is the result of the call of mix()
      "
    `);
  });

  it.each([
    [['--base', 'nothing'], 'is not of the form module#Class'],
    [['--base', './nothing.ts#A'], 'there is no file ./nothing.ts'],
    [['--selection-name', 'a b'], 'is not a name'],
    [['nowhere'], 'nowhere names no file or folder'],
    [['--undo'], 'nothing to undo'],
  ])('refuses %j', async (args, message) => {
    const { dir, list } = project(files);
    const { code, stdout, stderr } = await run(dir, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(list()).toEqual(Object.keys(files).toSorted());
  });

  it('says when no class leads to what --base names', async () => {
    const { dir } = committed();
    const { code, stdout } = await run(dir, '--dry-run', '--quiet', '--base', '@acme/agents#Acme');
    expect(code).toBe(0);
    expect(stdout).not.toContain('Acme');
    const { stderr } = await run(dir, '--dry-run', '--base', '@acme/agents#Acme');
    expect(stderr).toContain('No class leads to --base @acme/agents#Acme.');
  });

  it('lists a chain that is too long to follow, and does not give up', async () => {
    const chain = Array.from(
      { length: 450 },
      (_, at) =>
        `class A${at} extends A${at + 1} { async performTask() { return super.performTask(); } }`,
    );
    const source = `import { BaseAgent } from 'agentic-qe';\n${chain.join('\n')}\nclass A450 extends BaseAgent {}\n`;
    const { dir } = committed({ 'src/chain.ts': source });
    const { code, stdout } = await run(dir, '--check', '--json');
    expect(code).toBe(1);
    expect(stdout).toContain('BASE_CIRCULAR');
    expect(stdout).toContain('it extends more than 400 classes');
  });

  it('says that there is nothing to do', async () => {
    const { dir, list } = project({ 'a.ts': 'export {};\n' });
    const { code, stdout } = await run(dir);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing to change');
    expect(list()).toEqual(['a.ts']);
  });
});

describe('--typecheck', () => {
  const tsconfig = JSON.stringify({
    compilerOptions: { strict: true, target: 'es2022', module: 'node20', types: [] },
    include: ['src'],
  });
  const compiler = join(import.meta.dirname, '../../node_modules/typescript');

  function typed(extra: Readonly<Record<string, string>>): Project {
    const made = project({
      ...files,
      'tsconfig.json': tsconfig,
      'node_modules/.keep': '',
      ...extra,
    });
    symlinkSync(compiler, made.path('node_modules/typescript'));
    return made;
  }

  it('passes where there is no new error, whatever was there before', async () => {
    const { dir, read } = typed({
      'src/old.ts': `import 'nowhere';\nexport const a: string = 1;\n`,
    });
    const { code, stdout } = await run(dir, '--typecheck');
    expect(stdout).toContain('Type check: no new error');
    expect(code).toBe(0);
    expect(read('src/agents/cart.ts')).toContain('performTaskImpl');
  }, 30_000);

  it('puts everything back when the migration brings an error', async () => {
    const { dir, read, list } = typed({});
    const before = list();
    // Without a wrapper the agent does not implement the abstract method of 1.0.4's base.
    const { code, stdout } = await run(dir, '--typecheck', '--no-wrapper', '--json');
    expect(code).toBe(1);
    expect(expectJson(stdout, 'migrate-code')).toMatchObject({ status: 'rolled-back' });
    expect(read('src/agents/cart.ts')).toBe(files['src/agents/cart.ts']);
    expect(list()).toEqual(before);
  }, 30_000);
});

it('says which files of tests it changed, with a class in them or without', async () => {
  const spy = `import { CartAgent } from '../src/agents/cart';

const agent = new CartAgent();
jest.spyOn(agent as any, 'performTask');
(agent as any).performTask = async () => 1;
`;
  const { dir } = committed({ 'test/cart.test.ts': spy });
  const { stdout } = await run(dir, '--tests');
  expect(stdout).toMatch(/test\/cart\.test\.ts +2 spies and assignments renamed/);
  const undone = await run(dir, '--undo');
  expect(undone.code).toBe(0);
  const json = await run(dir, '--tests', '--dry-run', '--json');
  expect(expectJson(json.stdout, 'migrate-code')).toMatchObject({
    files: expect.arrayContaining([
      { file: 'test/cart.test.ts', status: 'changed', classes: [], edits: 2, renamed: 2 },
    ]),
  });
});

it('migrates the file that a symbolic link leads to, once, and leaves the link', async () => {
  const { dir, git, path } = committed();
  symlinkSync('cart.ts', path('src/agents/linked.ts'));
  git('add', '--all');
  git('commit', '--quiet', '--message', 'link');
  expect((await run(dir)).stdout).toContain('Migrated 2 agents in 2 files');
  expect(git('diff', '--name-only')).toBe('src/agents/cart.ts\nsrc/agents/search.ts\n');
});
