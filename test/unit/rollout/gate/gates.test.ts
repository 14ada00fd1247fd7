import { describe, expect, it } from 'vitest';
import { gates, runGate } from '../../../../src/rollout/gate/gates.ts';
import { readAudit } from '../../../../src/rollout/gate/read-audit.ts';
import { signaturesIn } from '../../../../src/rollout/gate/signatures.ts';
import {
  NOW,
  HOUR,
  found,
  subject,
  program,
  signedBy,
  healthy,
  all,
  checkIn,
} from '../../../helpers/gate-subject.ts';

describe(runGate, () => {
  it.each(all)('%i is undecided when nothing is known', async (gate) => {
    const { verdict, checks, summary } = await runGate(gate, subject());
    expect(verdict).toBe('undecided');
    expect(summary['not-measured']).toBe(checks.length);
    expect(checks.every(({ measured, value }) => measured === null && value === null)).toBe(true);
  });

  it.each(all)('%i passes when all is well and signed', async (gate) => {
    const report = await runGate(gate, subject({ ...healthy, signatures: signedBy(gate) }));
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(report).toMatchObject({ gate, verdict: 'pass', at: '2026-11-23T12:00:00.000Z' });
  });

  it.each(all)('%i waits for signatures', async (gate) => {
    const report = await runGate(gate, subject({ ...healthy, signatures: found([]) }));
    expect(report.verdict).toBe('undecided');
    expect(report.summary['needs-signature']).toBe(gates[gate].signatures.length);
  });

  it('fails when one check does, whatever is not known', async () => {
    const report = await runGate(1, subject({ tests: program(1) }));
    expect(report).toMatchObject({ verdict: 'fail', summary: { fail: 1, 'not-measured': 5 } });
  });

  it('names every check once a gate', () => {
    expect(all.map((gate) => gates[gate].checks.length)).toEqual([6, 8, 5, 4, 6]);
  });
});

describe('a program', () => {
  it.each([
    [0, 'pass', '2.0 s'],
    [1, 'fail', 'the last line'],
    [127, 'not-measured', 'the last line'],
    [126, 'not-measured', 'the last line'],
    [null, 'fail', 'ended after 2 s'],
  ])('that ends with %s: %s', async (exitCode, verdict, reason) => {
    expect(await checkIn(1, 'tests', { tests: program(exitCode) })).toMatchObject({
      verdict,
      reason,
    });
    const without = { testsWithoutFeatures: program(exitCode) };
    expect(await checkIn(2, 'regressions', without)).toMatchObject({ verdict, reason });
  });

  it('that says nothing has no reason', async () => {
    expect(await checkIn(1, 'tests', { tests: program(1, '') })).toMatchObject({ reason: '' });
  });
});

describe('the project', () => {
  it('fails for errors of the configuration, and tells the first', async () => {
    const config = found({ errors: 2, warnings: 0, first: 'f:3:1  no such key' });
    expect(await checkIn(1, 'config', { config })).toMatchObject({
      verdict: 'fail',
      measured: '2 errors, 0 warnings',
      reason: 'f:3:1  no such key',
    });
  });

  it.each([
    [{ critical: 0, high: 1, moderate: 0, low: 0 }, 'fail'],
    [{ critical: 1, high: 0, moderate: 0, low: 0 }, 'fail'],
    [{ critical: 0, high: 0, moderate: 9, low: 9 }, 'pass'],
  ])('with weaknesses %j: %s', async (weaknesses, verdict) => {
    expect(await checkIn(1, 'audit', { weaknesses: found(weaknesses) })).toMatchObject({ verdict });
  });

  it('fails for a page that is missing', async () => {
    const pages = found([
      { path: 'README.md', there: true },
      { path: 'docs/runbook.md', there: false },
    ]);
    expect(await checkIn(1, 'docs', { pages })).toMatchObject({
      verdict: 'fail',
      measured: '1 of 2 pages',
      reason: 'missing or empty: docs/runbook.md',
    });
  });
});

const entry = (details: unknown, at = NOW) => ({
  id: String(at),
  at,
  by: 'Ada',
  action: 'gate.sign',
  reason: 'seen',
  details,
});

describe('signatures', () => {
  it('are read from the audit trail; what is written otherwise is none', () => {
    const entries = [
      entry({ gate: 1, checks: ['code-review', 7], withdrawn: false }),
      entry({ gate: 2, checks: ['load-tests'] }),
      entry({ gate: 1, checks: 'code-review' }),
      entry(null),
      { ...entry({ gate: 1, checks: ['code-review'] }), action: 'flags.set' },
      entry({ gate: 1, checks: ['code-review'], withdrawn: true }, NOW - 1),
    ];
    expect(signaturesIn(entries, 1)).toEqual([
      { check: 'code-review', by: 'Ada', at: NOW, note: 'seen', withdrawn: false },
      { check: 'code-review', by: 'Ada', at: NOW - 1, note: 'seen', withdrawn: true },
    ]);
  });

  it.each([
    ['an hour ago', NOW - HOUR, false, 'pass'],
    ['31 days ago', NOW - 31 * 24 * HOUR, false, 'needs-signature'],
    ['and taken back', NOW - HOUR, true, 'needs-signature'],
  ])('given %s', async (_, at, withdrawn, verdict) => {
    const signatures = found([{ check: 'code-review', by: 'Ada', at, note: 'seen', withdrawn }]);
    expect(await checkIn(1, 'code-review', { signatures })).toMatchObject({ verdict });
    expect(await checkIn(1, 'security-review', { signatures })).toMatchObject({
      verdict: 'needs-signature',
      reason: 'aqe gate sign 1 --check security-review --by <name> --note <text>',
    });
  });
});

describe(readAudit, () => {
  it.each([
    [
      {
        metadata: {
          vulnerabilities: { info: 0, low: 1, moderate: 2, high: 3, critical: 4, total: 10 },
        },
      },
      { low: 1, moderate: 2, high: 3, critical: 4 },
    ],
    [{ metadata: { vulnerabilities: { low: 1 } } }, undefined],
    [{ metadata: { vulnerabilities: { low: -1, moderate: 0, high: 0, critical: 0 } } }, undefined],
    [{ message: 'request failed', error: {} }, undefined],
    [[], undefined],
  ])('of %j', (report, expected) => {
    expect(readAudit(JSON.stringify(report))).toEqual(expected);
  });

  it('of what is no JSON is nothing', () => {
    expect(readAudit('npm error')).toBeUndefined();
  });
});

const said = (trials: number, events: number) => found({ trials, events });

describe('user feedback', () => {
  const signatures = signedBy(5);
  const nobody = found([]);

  it.each([
    ['too few to tell', said(40, 1), nobody, 'needs-signature'],
    ['too few to tell, and signed', said(40, 1), signatures, 'pass'],
    ['most satisfied', said(200, 2), nobody, 'pass'],
    ['too many dissatisfied, whoever signs', said(200, 30), signatures, 'fail'],
    ['nothing', said(0, 0), nobody, 'needs-signature'],
  ])('that says %s', async (_, satisfaction, signed, verdict) => {
    const known = { satisfaction, signatures: signed };
    expect(await checkIn(5, 'user-feedback', known)).toMatchObject({ verdict });
  });

  it('is shown beside the signature that it needs', async () => {
    const known = { satisfaction: said(40, 1), signatures: nobody };
    expect(await checkIn(5, 'user-feedback', known)).toMatchObject({
      measured: '97.5 % satisfied',
      reason: expect.stringMatching(
        /^aqe gate sign 5 .*; 40 answers, 1 of them with less than four stars$/,
      ),
    });
  });
});
