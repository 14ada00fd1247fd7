import { describe, expect, it } from 'vitest';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const base = `export abstract class BaseMCPTool {
  abstract execute(params: string): Promise<string>;
}
`;

const tool = `import { BaseMCPTool } from './base';

export class EchoTool extends BaseMCPTool {
  async execute(params: string): Promise<string> {
    return params;
  }
}
`;

const others = {
  'src/error.ts': 'export class NotFound extends Error {}\n',
  'src/list.ts': 'export class List extends Array<string> {\n  executed = true;\n}\n',
  'src/job.ts': 'export class Job extends Map {\n  execute(): void {}\n}\n',
};

describe('aqe migrate-tools', () => {
  it('counts as of interest what has the name of a method, and says how to find the rest', async () => {
    const { dir } = project({ 'src/base.ts': base, 'src/echo.ts': tool, ...others });
    const { stdout, code } = await inProcess(['migrate-tools', '--check', '--json'], { cwd: dir });
    expect(code).toBe(1);
    expect(expectJson(stdout, 'migrate-code')).toMatchObject({
      command: 'migrate-tools',
      status: 'pending',
      counts: { seen: 5, candidates: 2, changed: 1, created: 1, classes: 1, unchanged: 1 },
      unchanged: [{ file: 'src/job.ts', reason: 'its classes are not below a base of tools' }],
      next: {
        grep: 'grep -rnwF --exclude-dir=node_modules --exclude-dir=.aqe -e BaseMCPTool -e BaseMcpTool -e BaseHandler .',
      },
    });
  });

  it('prints a difference and what it would do, and writes nothing', async () => {
    const { dir, read, list } = project({ 'src/base.ts': base, 'src/echo.ts': tool });
    const { stdout, stderr, code } = await inProcess(['migrate-tools', '--dry-run'], { cwd: dir });
    expect(code).toBe(0);
    expect(stdout).toContain(
      '+  async executeStreaming(params: string, callbacks: StreamCallbacks): Promise<string> {',
    );
    expect(stderr).toContain('Would migrate 1 tool in 1 file, 1 created');
    expect(read('src/echo.ts')).toBe(tool);
    expect(list()).toEqual(['src/base.ts', 'src/echo.ts']);
  });

  it('gives a class the members itself when its parent is not among the paths', async () => {
    const child = `import { EchoTool } from './echo';

export class LoudTool extends EchoTool {
  override async execute(params: string): Promise<string> {
    return params.toUpperCase();
  }
}
`;
    const { dir, read } = project({
      'src/base.ts': base,
      'src/echo.ts': tool,
      'src/loud.ts': child,
    });
    const { code } = await inProcess(['migrate-tools', 'src/loud.ts'], { cwd: dir });
    expect(code).toBe(0);
    expect(read('src/loud.ts')).toContain('  async executeStreaming(params: string');
    expect(read('src/echo.ts')).toBe(tool);
  });

  it.each([
    ['./src/base.ts#BaseMCPTool:not-a-name', '"not-a-name" is not a name'],
    ['./src/base.ts#BaseMCPTool:', '"" is not a name'],
    ['./src/base.ts', 'is not of the form module#Class'],
    ['./src/missing.ts#Tool:run', 'there is no file ./src/missing.ts'],
  ])('refuses --base %s', async (text, message) => {
    const { dir } = project({ 'src/base.ts': base });
    const { stderr, code } = await inProcess(['migrate-tools', '.', '--base', text], { cwd: dir });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
