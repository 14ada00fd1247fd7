import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../../../src/adapters/node-files.ts';
import { saveResult } from '../../../../src/commands/run/save-result.ts';
import type { TaskResult } from '../../../../src/fleet/results/task-result.ts';
import { project } from '../../../helpers/project.ts';

const made: TaskResult = {
  kind: 'files',
  files: [
    { path: 'cart.test.ts', content: 'cart\n' },
    { path: 'deep/order.test.ts', content: 'order' },
  ],
  notes: '',
};
const report: TaskResult = {
  kind: 'report',
  report: { verdict: 'pass', summary: 'Sound.', findings: [] },
};

describe(saveResult, () => {
  it('writes files into a folder, to the byte, making what is missing', async () => {
    const p = project();
    const files = nodeFiles(p.dir);
    expect(await saveResult(made, { out: 'test/', force: false }, { files })).toEqual([
      'test/cart.test.ts',
      'test/deep/order.test.ts',
    ]);
    expect(p.read('test/cart.test.ts')).toBe('cart\n');
    expect(p.read('test/deep/order.test.ts')).toBe('order');
  });

  it('writes none of them when one is there, unless it is told to', async () => {
    const p = project({ 'test/deep/order.test.ts': 'mine' });
    const files = nodeFiles(p.dir);
    await expect(saveResult(made, { out: 'test/', force: false }, { files })).rejects.toMatchObject(
      {
        code: 'FILE_EXISTS',
      },
    );
    expect(p.list()).toEqual(['test/deep/order.test.ts']);
    await saveResult(made, { out: 'test/', force: true }, { files });
    expect(p.read('test/deep/order.test.ts')).toBe('order');
  });

  it.each<[string, TaskResult, string, string, string]>([
    ['text to a file', { kind: 'text', text: 'Yes.' }, 'a.md', 'a.md', 'Yes.\n'],
    ['text into a folder', { kind: 'text', text: 'Yes.' }, 'out/', 'out/answer.md', 'Yes.\n'],
    ['a report to a file', report, 'r.txt', 'r.txt', 'PASS: Sound.\n'],
    [
      'a report into a folder',
      report,
      'out/',
      'out/report.json',
      '{\n  "verdict": "pass",\n  "summary": "Sound.",\n  "findings": []\n}\n',
    ],
  ])('writes %s', async (_, result, out, name, content) => {
    const p = project();
    await saveResult(result, { out, force: false }, { files: nodeFiles(p.dir) });
    expect(p.read(name)).toBe(content);
  });
});
