import { describe, expect, it } from 'vitest';
import { readResult } from '../../../../src/fleet/results/read-result.ts';
import {
  filesFormat,
  reportFormat,
  textFormat,
} from '../../../../src/fleet/results/result-format.ts';
import { resultText } from '../../../../src/fleet/results/result-text.ts';

const files = { files: [{ path: 'test/cart.test.ts', content: 'it("adds", …)\n' }] };
const report = {
  verdict: 'fail',
  summary: 'Two defects.',
  findings: [
    {
      severity: 'high',
      title: 'Lost update',
      detail: 'Two writers.\nNo lock.',
      location: 'src/cart.ts:12',
      recommendation: 'Lock it.',
    },
    { severity: 'info', title: 'Naming', detail: '' },
  ],
  metrics: { coverage: 81.5 },
};

describe(readResult, () => {
  it('takes text as it comes', async () => {
    expect(await readResult('{"a": 1}', textFormat)).toEqual({ kind: 'text', text: '{"a": 1}' });
  });

  it.each([
    ['bare', JSON.stringify(files)],
    ['in a fence', `Here it is:\n\n\`\`\`json\n${JSON.stringify(files, null, 2)}\n\`\`\`\nDone.`],
    ['between words', `Sure! ${JSON.stringify(files)} Anything else?`],
  ])('reads files %s', async (_, text) => {
    expect(await readResult(text, filesFormat)).toEqual({ kind: 'files', ...files, notes: '' });
  });

  it('reads a report', async () => {
    expect(await readResult(JSON.stringify(report), reportFormat)).toEqual({
      kind: 'report',
      report,
    });
  });

  it.each([
    ['prose', 'I cannot do that.', filesFormat, [/no JSON object/]],
    ['broken JSON', '{"files": [', filesFormat, [/no JSON object/]],
    ['no file', '{"files": []}', filesFormat, [/\/files must NOT have fewer than 1/]],
    [
      'a verdict of its own',
      '{"verdict":"ok","summary":"s","findings":[]}',
      reportFormat,
      [/verdict/],
    ],
    ['another report', JSON.stringify(files), reportFormat, [/verdict/, /summary/, /findings/]],
  ])('does not take %s', async (_, text, format, problems) => {
    const result = await readResult(text, format);
    expect(result).toMatchObject({ kind: 'malformed', text });
    const found = 'problems' in result ? result.problems.join('\n') : '';
    for (const problem of problems) expect(found).toMatch(problem);
  });

  it.each([
    '../outside.ts',
    'a/../../b.ts',
    '/etc/passwd',
    '~/.ssh/config',
    'C:/x.ts',
    'a\\b.ts',
    '.git/hooks/pre-commit',
    'a//b.ts',
    'a\u0000b',
  ])('does not take a file at %j', async (path) => {
    const text = JSON.stringify({ files: [{ path, content: '' }] });
    expect(await readResult(text, filesFormat)).toMatchObject({
      kind: 'malformed',
      problems: [`the path "${path}" leaves the project`],
    });
  });
});

describe(resultText, () => {
  it('gives text, and what could not be read, as it is', () => {
    expect(resultText({ kind: 'text', text: 'yes' })).toBe('yes');
    expect(resultText({ kind: 'malformed', text: 'no', problems: [] })).toBe('no');
  });

  it('gives one file as its content, several under their names', () => {
    const a = { path: 'a.ts', content: 'a\n' };
    const b = { path: 'b.ts', content: 'b' };
    expect(resultText({ kind: 'files', files: [a], notes: 'n' })).toBe('a\n');
    expect(resultText({ kind: 'files', files: [a, b], notes: 'n' })).toBe(
      '==> a.ts <==\na\n\n==> b.ts <==\nb\n\nn',
    );
    expect(resultText({ kind: 'files', files: [a, b], notes: '' })).toBe(
      '==> a.ts <==\na\n\n==> b.ts <==\nb\n',
    );
  });

  it('writes a report', async () => {
    const result = await readResult(JSON.stringify(report), reportFormat);
    expect(resultText(result)).toMatchInlineSnapshot(`
      "FAIL: Two defects.

      HIGH  src/cart.ts:12  Lost update
        Two writers.
        No lock.
        -> Lock it.

      INFO  Naming

      coverage: 81.5"
    `);
  });
});
