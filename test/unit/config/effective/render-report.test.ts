import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import type { ConfigReport } from '../../../../src/config/effective/config-report.ts';
import { renderReport } from '../../../../src/config/effective/render-report.ts';

const plain = new Chalk({ level: 0 });

const report: ConfigReport = {
  file: 'f.yaml',
  version: '1.0.4',
  values: [
    { path: 'fleet.id', value: 'shop', origin: 'file', detail: 'f.yaml:2:7' },
    { path: 'fleet.maxAgents', value: 10, origin: 'default' },
    { path: 'fleet.name', value: 'x'.repeat(50), origin: 'default', note: 'long' },
    { path: 'agents[0].type', value: null, origin: 'default' },
    { path: 'CONFIG_FILE', value: 'f.yaml', origin: 'environment', detail: 'CONFIG_FILE' },
    { path: 'ANTHROPIC_API_KEY', value: '(set, hidden)', origin: 'default' },
  ],
  ignored: ['ai', 'memory'],
};

describe(renderReport, () => {
  it('prints keys and values, and the notes', () => {
    expect(renderReport(report, plain, { origin: false })).toMatchInlineSnapshot(`
      "fleet.id         "shop"
      fleet.maxAgents  10
      fleet.name       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"  # long

      agents[0].type  (not set)

      CONFIG_FILE        "f.yaml"
      ANTHROPIC_API_KEY  "(set, hidden)"

      # not read: ai, memory"
    `);
  });

  it('prints the origins', () => {
    expect(renderReport(report, plain, { origin: true })).toMatchInlineSnapshot(`
      "fleet.id         "shop"  # file f.yaml:2:7
      fleet.maxAgents  10      # default
      fleet.name       "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"  # default; long

      agents[0].type  (not set)  # default

      CONFIG_FILE        "f.yaml"         # environment CONFIG_FILE
      ANTHROPIC_API_KEY  "(set, hidden)"  # default

      # not read: ai, memory"
    `);
  });

  it('colours keys and comments', () => {
    const [first] = renderReport(report, new Chalk({ level: 1 }), { origin: true }).split('\n');
    const { cyan, dim } = new Chalk({ level: 1 });
    expect(first).toBe(`${cyan('fleet.id')}         "shop"  ${dim('# file f.yaml:2:7')}`);
  });

  it('says nothing of ignored sections when there are none', () => {
    expect(renderReport({ ...report, ignored: [] }, plain, { origin: true })).not.toContain(
      'not read',
    );
  });
});
