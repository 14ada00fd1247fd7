import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { ExitCode } from '../../src/cli/exit-code.ts';
import { type Project, project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const config = `fleet: { id: f }
features: { multiModelRouter: true }
database: { type: sqlite, filename: ./data/fleet.db }
routing:
  enabled: true
  defaultModel: sonnet
  escalation: { enabled: true, learned: config/learned.json, minSamples: 12 }
  costTracking: { enabled: true }
  models:
    - { name: haiku, provider: p, model: s-1, capabilities: { maxTokens: 200000, costPer1kTokens: { input: 0.001, output: 0.005 } }, complexityRange: { min: 0, max: 0.4 } }
    - { name: sonnet, provider: p, model: m-1, capabilities: { maxTokens: 200000, costPer1kTokens: { input: 0.003, output: 0.015 } }, complexityRange: { min: 0.3, max: 1 } }
`;

/** A fleet whose cheap model's answers were accepted with this share, at this cost beside the strong one's 100. */
async function fleet(
  tasks: number,
  { accepted = 0.6, cost = 20 }: { accepted?: number; cost?: number } = {},
): Promise<Project> {
  const p = project({ 'config/fleet.yaml': config.replace(', learned: config/learned.json', '') });
  const store = await openSqliteStore({ path: p.path('data/fleet.db'), absent: 'create' });
  for (let task = 0; task < tasks; task += 1) {
    const first = { model: 'haiku', accepted: task % 10 < accepted * 10 ? 1 : 0, cost };
    const second = { model: 'sonnet', accepted: 1, cost: 100 };
    await store.outcomes.add({
      id: `task ${task}`,
      at: 1000 * task,
      agentType: 'quality-gate',
      band: 1,
      attempts: first.accepted === 1 ? [first] : [first, second],
    });
  }
  await store.close();
  return p;
}

const run = async (p: Project, ...argv: readonly string[]): ReturnType<typeof inProcess> =>
  inProcess(['route', ...argv], { cwd: p.dir });

describe('route learn', () => {
  it('refuses with too few verified tasks', async () => {
    const p = await fleet(11);
    const { code, stdout } = await run(p, 'learn', '--json');
    expect(code).toBe(ExitCode.undecided);
    expect(expectJson(stdout, 'route-learn')).toMatchObject({
      kind: 'tooFew',
      written: false,
      leftOut: [{ agentType: 'quality-gate', tasks: 11, needed: 12 }],
    });
    expect(existsSync(p.path('config/learned.json'))).toBe(false);
    expect((await run(p, 'learn')).stdout).toContain('quality-gate 11 of 12');
    const own = 'perAgentType: { quality-gate: { minSamples: 11 } }';
    p.write('config/fleet.yaml', config.replace('minSamples: 12', own));
    expect((await run(p, 'learn', '--json')).code).toBe(ExitCode.ok);
  });

  it('shows with --dry-run what would change, and writes nothing', async () => {
    const p = await fleet(40);
    const { code, stdout } = await run(p, 'learn', '--dry-run');
    expect(code).toBe(ExitCode.ok);
    expect(stdout).toMatch(/quality-gate +to 0\.8 +haiku +40 +59\.5 %/);
    expect(stdout).toContain(
      'Nothing was written; without --dry-run it would be config/learned.json.',
    );
    expect(existsSync(p.path('config/learned.json'))).toBe(false);
  });

  it('writes a file of its schema, which aqe route and aqe route eval go by', async () => {
    const p = await fleet(60, { accepted: 0.2, cost: 90 });
    const { code, stdout } = await run(p, 'learn', '--json');
    expect(code).toBe(ExitCode.ok);
    expect(expectJson(stdout, 'route-learn')).toMatchObject({
      written: true,
      used: false,
      starts: [{ before: null, after: 'sonnet' }],
    });
    expectJson(p.read('config/learned.json'), 'learned');
    // The same again: nothing changes.
    const again = await run(p, 'learn', '--json');
    expect(expectJson(again.stdout, 'route-learn')).toMatchObject({
      starts: [{ before: 'sonnet', after: 'sonnet' }],
    });
    p.write('config/fleet.yaml', config.replace('./data/fleet.db', './data/new.db'));
    const task = ['Is it ready for production?', '--agent-type', 'quality-gate'];
    const route = await run(p, ...task, '--json');
    expect(expectJson(route.stdout, 'route')).toMatchObject({
      escalation: {
        verifier: 'form',
        start: 'sonnet',
        reason: 'strongest',
        tiers: [{ seen: 60 }, {}],
      },
    });
    expect((await run(p, ...task)).stdout).toContain(
      'Cheap first, verify, escalate  sonnet at once: no cheaper model pays',
    );
    const [haiku, sonnet] = [1, 2].map((costUsd) => ({ solved: 1, costUsd }));
    const line = { description: 'x', outcomes: { haiku, sonnet } };
    p.write('outcomes.jsonl', JSON.stringify(line));
    const evaluated = await run(
      p,
      'eval',
      'outcomes.jsonl',
      '--history',
      'config/learned.json',
      '--json',
    );
    expect(expectJson(evaluated.stdout, 'route-eval')).toMatchObject({ learnedFrom: 60 });
  });

  it('never writes over a file that is something else', async () => {
    const p = await fleet(40);
    p.write('config/learned.json', '{"mine": true}');
    const { code, stderr } = await run(p, 'learn');
    expect(code).toBe(ExitCode.usage);
    expect(stderr).toContain('config/learned.json: this is no file of aqe route learn');
    expect(p.read('config/learned.json')).toBe('{"mine": true}');
  });
});

describe('route', () => {
  it('says nothing of escalation where it is off, one model is asked for, or nobody can judge', async () => {
    const p = await fleet(0);
    const gate = ['Is it ready?', '--agent-type', 'quality-gate'];
    const escalation = async (...argv: readonly string[]): Promise<unknown> =>
      expectJson((await run(p, ...argv, '--json')).stdout, 'route');
    expect(await escalation(...gate)).toMatchObject({ escalation: { reason: 'trial' } });
    expect(await escalation(...gate, '--model', 'haiku')).toMatchObject({ escalation: null });
    expect(await escalation('List the files.')).toMatchObject({ escalation: null });
    const off = config.replace(
      'minSamples: 12',
      'perAgentType: { quality-gate: { enabled: false } }',
    );
    p.write('config/fleet.yaml', off);
    expect(await escalation(...gate)).toMatchObject({ escalation: null });
  });
});

describe('route eval', () => {
  const lines = Array.from({ length: 20 }, (_, task) =>
    JSON.stringify({
      description: `task ${task}`,
      outcomes: {
        haiku: { solved: task % 2, costUsd: 0.1 },
        sonnet: { solved: task % 5 === 0 ? 0 : 1, costUsd: 1 },
      },
    }),
  );
  const files = {
    'outcomes.jsonl': lines.join('\n'),
    'labels.jsonl': '{"description": "x", "tier": "simple"}',
  };

  it('gives outcomes as one HTML file with a chart, or as markdown', async () => {
    const p = project(files);
    const html = await run(p, 'eval', 'outcomes.jsonl', '--format', 'html', '--out', 'r.html');
    expect(html).toMatchObject({ code: ExitCode.ok, stdout: '' });
    const page = p.read('r.html');
    expect(page).toMatch(/<svg .*Cost and solves of each way to choose.*<\/svg>/s);
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    const md = await run(p, 'eval', 'outcomes.jsonl', '--format', 'md');
    expect(md.stdout).toMatch(/\| always-strong \| 16 \| 100\.0 % \| \\\$20\.0000 \| 0\.0 % \|/);
    const text = await run(p, 'eval', 'outcomes.jsonl', '--out', 'r.md');
    expect(text.code).toBe(ExitCode.ok);
    expect(p.read('r.md')).toContain('# Cheap first, verify, escalate');
    const json = await run(p, 'eval', 'outcomes.jsonl', '--out', 'r.json', '--json');
    expect(json.code).toBe(ExitCode.ok);
    expectJson(p.read('r.json'), 'route-eval');
  });

  it('has no document of labels', async () => {
    const p = project(files);
    const { code, stderr } = await run(p, 'eval', 'labels.jsonl', '--format', 'html');
    expect(code).toBe(ExitCode.usage);
    expect(stderr).toContain('--format and --out are for outcomes');
  });
});
