import { describe, expect, it } from 'vitest';
import { busyConfig, busyFleet } from '../helpers/busy-fleet.ts';
import { type Project, project } from '../helpers/project.ts';
import { inProcess, type Outcome } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

async function feedback(folder: Project, ...argv: string[]): Promise<Outcome> {
  return inProcess(['feedback', ...argv], { cwd: folder.dir, env: { USER: 'operator' } });
}

describe('aqe feedback', () => {
  it('keeps what people say, and gives it back', async () => {
    const folder = await busyFleet(1);
    const added = await feedback(folder, 'add', '-r', '5', '--task', 'task-0', '--json');
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(expectJson(added.stdout, 'feedback-add')).toMatchObject({
      rating: 5,
      by: 'operator',
      text: '',
      task: 'task-0',
      at: '2026-11-23T12:00:00.000Z',
    });
    const text = '=cmd|"calc" \u001B[31m,\n"quoted"';
    await feedback(folder, 'add', '--rating', '2', '--text', text, '--by', 'Ann');
    const { stdout } = await feedback(folder, 'list', '--json');
    expect(expectJson(stdout, 'feedback-list')).toMatchObject({
      summary: { count: 2, mean: 3.5, satisfied: 0.5 },
      feedback: [{ task: 'task-0' }, { by: 'Ann', text, task: null }],
    });
    const list = await feedback(folder, 'list');
    expect(list.stdout).toContain('2 in all; 3.50 of 5 on average; 50 % gave 4 or 5');
    expect(list.stdout).not.toContain('\u001B');
    const table = await feedback(folder, 'export');
    expect(table.stdout).toMatch(/^at,by,rating,task,text\r\n.*,operator,5,task-0,\r\n/);
    // A spreadsheet takes it for no formula.
    expect(table.stdout).toContain(',Ann,2,,"\'=cmd|""calc""');
    const lines = await feedback(folder, 'export', '--format', 'jsonl');
    expect(
      lines.stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    ).toHaveLength(2);
    const json = await feedback(folder, 'export', '--json', '--out', 'out/feedback.csv');
    expect(json).toMatchObject({ code: 0, stderr: 'Wrote out/feedback.csv.\n' });
    expectJson(json.stdout, 'feedback-list');
    expect(folder.read('out/feedback.csv')).toBe(table.stdout);
  });

  it('says that a task is not known, and keeps its id all the same', async () => {
    const folder = project({ 'config/fleet.yaml': busyConfig });
    const { code, stderr } = await feedback(folder, 'add', '-r', '3', '--task', 'gone');
    expect(code).toBe(0);
    expect(stderr).toContain('no task "gone"');
  });

  it('reads long texts from standard input', async () => {
    const folder = project({ 'config/fleet.yaml': busyConfig });
    const argv = ['feedback', 'add', '-r', '1', '--text', '-', '--json'];
    const { stdout } = await inProcess(argv, { cwd: folder.dir, stdin: ' from a pipe\n' });
    expect(expectJson(stdout, 'feedback-add')).toMatchObject({ text: 'from a pipe' });
  });

  it('says that nobody said anything', async () => {
    const folder = project({ 'config/fleet.yaml': busyConfig });
    const { code, stdout } = await feedback(folder, 'list');
    expect(code).toBe(0);
    expect(stdout).toContain('Nobody said anything.');
    expect(folder.list()).toEqual(['config/fleet.yaml']);
  });

  it.each([
    [['add'], 'USAGE'],
    [['add', '--rating', '0'], 'USAGE'],
    [['add', '--rating', '6'], 'USAGE'],
    [['add', '--rating', '4.5'], 'USAGE'],
    [['add', '--rating', '5', '--text', 'x'.repeat(4001)], 'USAGE'],
    [['list', '--period=never'], 'USAGE'],
    [['export', '--format', 'xml'], 'USAGE'],
    [['export', '--out', 'config'], 'FILE_UNWRITABLE'],
  ])('%j ends with %s', async (argv, code) => {
    const folder = project({ 'config/fleet.yaml': busyConfig });
    const run = await feedback(folder, ...argv, '--json');
    expect(run).toMatchObject({ code: 2 });
    expect(expectJson(run.stdout, 'error')).toMatchObject({ error: { code } });
  });
});
