import { describe, expect, it } from 'vitest';
import { coverageVerifier } from '../../../src/fleet/escalation/coverage-verifier.ts';
import type { Report } from '../../../src/fleet/results/task-result.ts';

const lcov = `SF:src/a.js
FNF:4
FNH:3
LF:80
LH:60
BRF:10
BRH:2
end_of_record
SF:src/b.js
LF:20
LH:20
end_of_record
`;
const ratio = (total: number, covered: number) => ({ total, covered, skipped: 0, pct: 0 });
const summary = JSON.stringify({
  total: { lines: ratio(1, 1) },
  'src/a.js': {
    lines: ratio(80, 60),
    statements: ratio(8, 4),
    functions: ratio(4, 3),
    branches: ratio(10, 2),
  },
});
const final = JSON.stringify({
  'src/a.js': { path: 'src/a.js', s: { 0: 1, 1: 0, 2: 4 }, f: { 0: 0 }, b: { 0: [1, 0] } },
});

const verify = async (
  report: Partial<Report>,
  file: { path: string; content: string } | undefined = { path: 'lcov.info', content: lcov },
) => {
  const task = {
    id: '1',
    type: 't',
    agentType: 'coverage-analyzer',
    description: 'd',
    inputs: file === undefined ? [] : [{ path: 'a.js', content: '1' }, file],
  };
  const whole: Report = { verdict: 'pass', summary: 's', findings: [], ...report };
  const { signal } = new AbortController();
  return coverageVerifier.verify({ task, result: { kind: 'report', report: whole }, signal });
};

describe('the verifier of coverage reports', () => {
  it.each([
    ['the whole', 'Line coverage is 80 %.'],
    ['a file', 'src/a.js has 75.0% of its lines covered.'],
    ['what is not covered', '80 % of the branches are uncovered.'],
    ['two numbers', 'Coverage: 80% of lines, 20% of branches.'],
  ])('accepts numbers of %s', async (_, text) => {
    expect(await verify({ summary: text })).toMatchObject({ kind: 'accept' });
  });

  it('accepts metrics by their names', async () => {
    const metrics = { lineCoverage: 80, branchPercent: 20, uncoveredLines: 20, tests: 12 };
    expect(await verify({ metrics })).toEqual({
      kind: 'accept',
      reasons: ['2 numbers are those of the coverage file'],
    });
  });

  it('rejects what the file does not say, and says what it says', async () => {
    expect(await verify({ summary: 'Line coverage is 91 %.', metrics: { functions: 80 } })).toEqual(
      {
        kind: 'reject',
        reasons: [
          'the report says 91 %; the coverage file says lines 80.00 %, functions 75.00 %, branches 20.00 %',
          'the report says functions 80; the coverage file says functions 75.00 %',
        ],
      },
    );
  });

  it('takes no wish for a claim', async () => {
    const detail = 'Coverage should be at least 91 %.';
    const findings = [{ severity: 'low' as const, title: 'Low', detail }];
    expect(await verify({ findings })).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    ['Istanbul’s summary', { path: 'coverage-summary.json', content: summary }, 'lines 75.00 %'],
    ['Istanbul’s JSON', { path: 'coverage-final.json', content: final }, 'statements 66.67 %'],
  ])('reads %s', async (_, file, says) => {
    const { kind, reasons } = await verify({ summary: 'Coverage is 99 %.' }, file);
    expect(kind).toBe('reject');
    expect(reasons[0]).toContain(says);
  });

  it.each([
    ['no JSON', { path: 'c.json', content: '{' }],
    ['a list', { path: 'c.json', content: '[1]' }],
    ['nothing of coverage', { path: 'c.json', content: '{"a": {"lines": 1}, "b": 2}' }],
  ])('cannot tell from %s, and believes no number then', async (_, file) => {
    expect(await verify({ summary: 'Fine.' }, file)).toMatchObject({ kind: 'unknown' });
    expect(await verify({ summary: 'Coverage is 99 %.' }, file)).toEqual({
      kind: 'reject',
      reasons: ['nothing given says 99 %'],
    });
  });
});
