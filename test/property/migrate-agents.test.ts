import fc from 'fast-check';
import { parseSync } from 'oxc-parser';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inProcess } from '../helpers/run-cli.ts';

const base = `export interface QETask { id: string }
export abstract class BaseAgent {
  protected abstract performTask(task: QETask): Promise<any>;
  protected abstract initializeComponents(): Promise<void>;
  protected abstract loadKnowledge(): Promise<void>;
}
`;

/** Mentions that no edit may touch. */
const decoys = [
  '// performTask(task) is called by the fleet',
  '/** @see BaseAgent.performTask */',
  "const word = 'performTask';",
  'const code = `class X extends BaseAgent { performTask() { ${1} } }`;',
  'const pattern = /performTask\\(/;',
  'let performTaskCalled = 0; performTaskCalled += 1;',
  'const other = { performTask: 1 };',
] as const;

const shape = fc.record({
  modifier: fc.constantFrom('', 'protected ', 'public '),
  async: fc.boolean(),
  /** The parameters, and whether the selection is added. */
  parameters: fc.constantFrom(
    'task: QETask',
    '_task: QETask',
    'task?: QETask',
    '{ id }: QETask',
    '',
    '\n    task: QETask,\n  ',
    '\n    task: QETask // the task\n  ',
  ),
  returns: fc.constantFrom('', ': Promise<any>', ': Promise<{ ok: boolean }>'),
  decoys: fc.uniqueArray(fc.constantFrom(...decoys), { maxLength: 3 }),
  callsItself: fc.boolean(),
  callsParent: fc.boolean(),
  comment: fc.constantFrom('', ' // performTask ends here', ' /* end */'),
  near: fc.boolean(),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

const style = fc.record({
  crlf: fc.boolean(),
  tabs: fc.boolean(),
  bom: fc.boolean(),
  finalNewline: fc.boolean(),
});

function classText(own: Shape, name: string, parent: { name: string; isAgent: boolean }): string {
  const takesTask =
    /\btask/.test(own.parameters.replace(/\/\/.*/, '')) && !own.parameters.includes('_task');
  const calls = [
    ...(own.callsItself && takesTask
      ? ['    if (Date.now() < 0) await this.performTask(task as QETask);']
      : []),
    ...(own.callsParent && takesTask && parent.isAgent
      ? ['    await super.performTask(task as QETask);']
      : []),
  ];
  return [
    `export class ${name} extends ${parent.name} {`,
    ...(own.near ? ['  performTaskCalled(): number {', '    return 1;', '  }', ''] : []),
    `  ${own.modifier}${own.async || calls.length > 0 ? 'async ' : ''}performTask(${own.parameters})${own.returns} {`,
    ...own.decoys.map((decoy) => `    ${decoy}`),
    ...calls,
    '    return { ok: true } as any;',
    `  }${own.comment}`,
    '',
    '  run(): unknown {',
    '    return this.performTask({ id: `1` } as never);',
    '  }',
    '}',
    '',
  ].join('\n');
}

function fileText(
  body: string,
  imports: string,
  how: typeof style extends fc.Arbitrary<infer T> ? T : never,
): string {
  let text = `${imports}\n\n${body}`;
  if (how.tabs) text = text.replaceAll(/^( {2})+/gm, (blank) => '\t'.repeat(blank.length / 2));
  if (!how.finalNewline) text = text.trimEnd();
  if (how.crlf) text = text.replaceAll('\n', '\r\n');
  return how.bom ? `\uFEFF${text}` : text;
}

/** Takes out what the migration puts in: what is left must be the file as it was. */
function reversed(text: string): string {
  return text
    .replaceAll(
      /\r?\n\r?\n[ \t]*\/\*\* On 1\.0\.5 the base has its own[\s\S]*?\r?\n[ \t]*return typeof routed[^\n]*\n[ \t]*\}/g,
      '',
    )
    .replaceAll(/\r?\nimport type \{ ModelSelection \} from '[^']*';/g, '')
    .replaceAll(/,\r?\n[ \t]*selection\?: ModelSelection(?=,)/g, '')
    .replaceAll(/, (\/\/ the task)\r?\n[ \t]*selection\?: ModelSelection/g, ' $1')
    .replaceAll(/,( \/\/ the task)\r?\n[ \t]*selection\?: ModelSelection/g, '$1')
    .replaceAll(', selection?: ModelSelection', '')
    .replaceAll('task as QETask, selection)', 'task as QETask)')
    .replaceAll('performTaskImpl', 'performTask');
}

function seenByCallers({ modifier, parameters }: Shape): string {
  const task = parameters === '' ? 'none' : String(parameters.includes('?'));
  return [modifier === 'protected ', task].join(' ');
}

/** Callers may do anything with a result of any: what a child makes of it is lost on none of them. */
function resultServes(inherited: Shape, own: Shape): boolean {
  return inherited.returns === ': Promise<any>' || inherited.returns === own.returns;
}

const syntaxErrors = (name: string, text: string): unknown => parseSync(name, text).errors;

it('migrates generated agents: nothing but the planned edits, once, and back to the byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(shape, shape, shape), style, async (shapes, how) => {
      const [first, second, foreign] = shapes;
      const task = "import type { QETask } from './base';";
      const files = {
        'src/first.ts': fileText(
          classText(first, 'First', { name: 'BaseAgent', isAgent: false }),
          `import { BaseAgent } from './base';\n${task}`,
          how,
        ),
        'src/second.ts': fileText(
          classText(second, 'Second', { name: 'Parent', isAgent: true }),
          `import { First as Parent } from './first';\n${task}`,
          how,
        ),
        'src/foreign.ts': fileText(
          classText(foreign, 'Foreign', { name: 'BaseAgent', isAgent: false }),
          `class BaseAgent {}\n${task}`,
          how,
        ),
      };
      const cwd = mkdtempSync(join(tmpdir(), 'aqe-property-'));
      const read = (name: string): string => readFileSync(join(cwd, name), 'utf8');
      try {
        mkdirSync(join(cwd, 'src'));
        writeFileSync(join(cwd, 'src/base.ts'), base);
        for (const [name, text] of Object.entries(files)) {
          expect(syntaxErrors(name, text)).toEqual([]);
          writeFileSync(join(cwd, name), text);
        }
        expect(await inProcess(['migrate-agents', '--quiet'], { cwd })).toMatchObject({
          code: 0,
          stderr: '',
        });
        expect(read('src/base.ts')).toBe(base);
        expect(read('src/foreign.ts')).toBe(files['src/foreign.ts']);
        for (const name of ['src/first.ts', 'src/second.ts'] as const) {
          const after = read(name);
          expect(syntaxErrors(name, after)).toEqual([]);
          expect(after).toMatch(/^\s+(protected |public )?(async )?performTaskImpl\(/m);
          expect(reversed(after)).toBe(files[name]);
        }
        expect(read('src/first.ts')).toContain('routed');
        // A child has a wrapper of its own exactly when its callers see another method than they would inherit.
        const inherits =
          seenByCallers(first) === seenByCallers(second) && resultServes(first, second);
        expect(read('src/second.ts').includes('const routed')).toBe(!inherits);
        const again = await inProcess(['migrate-agents', '--check', '--json'], { cwd });
        expect(JSON.parse(again.stdout)).toMatchObject({ status: 'up-to-date', files: [] });
        expect((await inProcess(['migrate-agents', '--undo'], { cwd })).code).toBe(0);
        for (const [name, text] of Object.entries(files)) expect(read(name)).toBe(text);
      } finally {
        rmSync(cwd, { recursive: true, force: true });
      }
    }),
    { numRuns: 200, seed: 20_261_124 },
  );
});
