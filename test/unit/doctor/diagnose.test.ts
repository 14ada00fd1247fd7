import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/doctor/diagnose.ts';
import { renderDiagnosis } from '../../../src/doctor/render.ts';
import { answering, subject, unreadable } from '../../helpers/subject.ts';

const plain = new Chalk({ level: 0 });

describe(diagnose, () => {
  it('makes every check in order and counts', async () => {
    const { checks, summary } = await diagnose(subject({ config: unreadable }));
    expect(checks.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'node ok',
      'config failed',
      'database skipped',
      'api-key warning',
      'clock ok',
    ]);
    expect(summary).toEqual({ ok: 2, warning: 1, failed: 1, skipped: 1 });
  });
});

describe(renderDiagnosis, () => {
  it('prints a line a check, and what to do below', async () => {
    const databases = answering({ kind: 'open', tables: ['fleets'] });
    const env = { ANTHROPIC_API_KEY: 'sk-ant-x' };
    expect(
      renderDiagnosis(await diagnose(subject({ databases, env, nodeVersion: 'v18.0.0' })), plain),
    ).toMatchInlineSnapshot(`
      "✖ node      Node v18.0.0 is too old; aqe needs 20.19 or newer
                  Install a current Node, for example with \`nvm install --lts\`.
      ✔ config    config/fleet.yaml, version 1.0.4, valid
      ✔ database  SQLite: ./data/fleet.db opens, no damage found, tables: 1
      ✔ api-key   ANTHROPIC_API_KEY is set
      ✔ clock     2026-12-01T08:00:00Z, time zone Europe/Berlin

      4 ok, 0 to look at, 1 failed, 0 skipped"
    `);
  });
});
