import { describe, expect, it } from 'vitest';
import { fleetProject } from '../helpers/fleet-project.ts';
import type { Project } from '../helpers/project.ts';
import { inProcess, type Outcome } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';
import { seedLedger, type SeededAttempt } from '../helpers/seeded-ledger.ts';

/** $1 and $5, $3 and $15, $5 and $25 per million tokens. */
const config = `
routing:
  models:
    - { name: small, provider: anthropic, model: model-s, capabilities: { costPer1kTokens: { input: 0.001, output: 0.005 } } }
    - { name: middle, provider: anthropic, model: model-m, capabilities: { costPer1kTokens: { input: 0.003, output: 0.015 } } }
    - { name: large, provider: anthropic, model: model-l, capabilities: { costPer1kTokens: { input: 0.005, output: 0.025 } } }
    - { name: mystery, provider: anthropic, model: model-x }
`;

/** One week: a success on each of two models, a failure with its retry, an abort, a lost owner, a simulated call. */
const week: readonly SeededAttempt[] = [
  {
    at: '2026-11-17T00:30:00Z',
    model: 'model-s',
    call: { taskId: 'login tests' },
    usage: { input: 12_000, output: 3000, cacheWrite5m: 4000 },
    cost: 12_000 * 1000 + 3000 * 5000 + 4000 * 1250,
  },
  {
    at: '2026-11-19T09:00:00Z',
    model: 'model-s',
    call: { taskId: 'cart tests' },
    usage: { input: 8000, output: 100, cacheRead: 4000 },
    cost: 8000 * 1000 + 100 * 5000 + 4000 * 100,
    outcome: 'failed',
  },
  {
    at: '2026-11-19T09:00:05Z',
    model: 'model-m',
    call: { taskId: 'cart tests' },
    usage: { input: 8000, output: 2500, cacheRead: 4000 },
    cost: 8000 * 3000 + 2500 * 15_000 + 4000 * 300,
  },
  {
    at: '2026-11-22T23:40:00Z',
    model: 'model-m',
    call: {
      taskId: 'review',
      agentType: 'quality-analyzer',
      taskType: '=cmd|"calc"',
      variant: 'canary',
    },
    usage: { input: 1000, output: 700 },
    cost: 1000 * 3000 + 700 * 15_000,
    basis: 'estimated',
    outcome: 'aborted',
  },
  {
    at: '2026-11-23T10:00:00Z',
    model: 'model-m',
    call: { taskId: 'review', agentType: 'quality-analyzer', variant: 'canary' },
    cost: 1_000_000,
    outcome: 'expired',
  },
  {
    at: '2026-11-23T11:00:00Z',
    model: 'model-s',
    provider: 'simulator',
    call: { taskId: 'rehearsal' },
    usage: { input: 10, output: 1 },
    cost: 15_000,
  },
];

async function spentFleet(): Promise<Project> {
  const fleet = fleetProject({ 'config/fleet.yaml': config });
  await seedLedger(fleet.path('data/fleet.db'), week);
  return fleet;
}

async function costs(fleet: Project, args: string, env = {}): Promise<Outcome> {
  const words = args === '' ? [] : args.split(' ');
  return inProcess(['costs', ...words], { cwd: fleet.dir, env });
}

/** What it prints when all is well. */
async function printed(fleet: Project, args: string, env = {}): Promise<string> {
  const { code, stdout, stderr } = await costs(fleet, args, env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe('aqe costs', () => {
  it('prints the last seven days by model, with bars and a comparison', async () => {
    const text = await printed(await spentFleet(), '--baseline large', { LANG: 'C.UTF-8' });
    expect(text).toMatchInlineSnapshot(`
      "Costs of 2026-11-17 to 2026-11-23 (UTC)

      spend         $0.11811500  6 calls, 4 tasks
      per task      $0.02952875  rounded to $0.000000001
      failed        $0.02340000  19.8 % of spend; 3 calls failed, aborted or never settled
      not measured  $0.01450000  12.3 % of spend; estimated, or charged in full
      simulated     $0.00001500  <0.1 % of spend; the simulator answered, nobody was billed
      cache saved   $0.01340000  reads saved $0.0144, writes cost $0.001 more than plain input

      Tokens: input 29,010 · output 6,301 · cache read 8,000 · cache write 4,000 (5 minutes), 0 (1 hour)

      model        spend   share                        calls  failed  tasks      per task  tokens     saved
      model-m  $0.077200  65.4 %  ████████████████████      3       2      2  $0.038600000  16,200  $0.02730
      model-s  $0.040915  34.6 %  ██████████▋               3       1      3  $0.013638333  31,111  $0.11916

      compared        ours    model-l      saved  of its price
      measured   $0.103615  $0.264575   $0.16096        60.8 %
      estimated  $0.014500  $0.000000  -$0.01450             -
      total      $0.118115  $0.264575   $0.14646        55.4 %

      Ours is everything spent: failed attempts, retries and what was asked after an answer that was not accepted included. Against it stand the tokens of the answers, of several the first one's, at the prices of model-l (config).
      It compares prices: another model would have used other numbers of tokens, and nothing here measures the quality of its answers.
      "
    `);
  });

  it('prints days with ASCII bars where nothing else is sure to be shown', async () => {
    const text = await printed(await spentFleet(), '--by day --tz Europe/Berlin');
    expect(text.slice(text.indexOf('day  '))).toMatchInlineSnapshot(`
      "day             spend   share                        calls  failed  tasks    per task  tokens
      2026-11-17  $0.032000  27.1 %  #########                 1       0      1  $0.0320000  19,000
      2026-11-18  $0.000000   0.0 %                            0       0      0           -       0
      2026-11-19  $0.071600  60.6 %  ####################      2       1      1  $0.0716000  26,600
      2026-11-20  $0.000000   0.0 %                            0       0      0           -       0
      2026-11-21  $0.000000   0.0 %                            0       0      0           -       0
      2026-11-22  $0.000000   0.0 %                            0       0      0           -       0
      2026-11-23  $0.014515  12.3 %  ####                      3       2      2  $0.0072575   1,711
      "
    `);
  });

  it('prints markdown for pull requests', async () => {
    const fleet = await spentFleet();
    const text = await printed(fleet, '--by task-type --by variant --format md --baseline small');
    expect(text).toMatchInlineSnapshot(`
      "### Costs of 2026-11-17 to 2026-11-23 (UTC)

      |  | amount |  |
      | --- | ---: | --- |
      | spend | \\$0.118115 | 6 calls, 4 tasks |
      | per task | \\$0.02952875 | rounded to \\$0.000000001 |
      | failed | \\$0.0234 | 19.8 % of spend; 3 calls failed, aborted or never settled |
      | not measured | \\$0.0145 | 12.3 % of spend; estimated, or charged in full |
      | simulated | \\$0.000015 | &lt;0.1 % of spend; the simulator answered, nobody was billed |
      | cache saved | \\$0.0134 | reads saved \\$0.0144, writes cost \\$0.001 more than plain input |

      Tokens: input 29,010 · output 6,301 · cache read 8,000 · cache write 4,000 (5 minutes), 0 (1 hour)

      | task-type | variant | spend | share | calls | failed | tasks | per task | tokens | saved |
      | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      | unit-tests | stable | \\$0.103615 | 87.7 % | 4 | 1 | 3 | \\$0.034538333 | 45,611 | -\\$0.0507 |
      | unit-tests | canary | \\$0.001000 | 0.9 % | 1 | 1 | 1 | \\$0.001000000 | 0 | -\\$0.0010 |
      | =cmd\\|"calc" | canary | \\$0.013500 | 11.4 % | 1 | 1 | 1 | \\$0.013500000 | 1,700 | -\\$0.0135 |

      | compared | ours | model-s | saved | of its price |
      | --- | ---: | ---: | ---: | ---: |
      | measured | \\$0.103615 | \\$0.052915 | -\\$0.0507 | -95.8 % |
      | estimated | \\$0.014500 | \\$0.000000 | -\\$0.0145 | - |
      | total | \\$0.118115 | \\$0.052915 | -\\$0.0652 | -123.2 % |

      Ours is everything spent: failed attempts, retries and what was asked after an answer that was not accepted included. Against it stand the tokens of the answers, of several the first one's, at the prices of model-s (config). It compares prices: another model would have used other numbers of tokens, and nothing here measures the quality of its answers.
      "
    `);
  });

  it('prints CSV that no spreadsheet takes for a formula', async () => {
    const text = await printed(await spentFleet(), '--by task-type --by model --format csv');
    expect(text.split('\r\n')).toMatchInlineSnapshot(`
      [
        "task-type,model,cost_nano_usd,cost_usd,share_per_mille,calls,failed_calls,tasks,cost_per_task_usd,input_tokens,output_tokens,cache_read_tokens,cache_write_5m_tokens,cache_write_1h_tokens,failed_cost_usd,unmeasured_cost_usd,simulated_cost_usd,cache_saved_usd",
        "unit-tests,model-m,63700000,0.0637,539,2,1,2,0.03185,8000,2500,4000,0,0,0.001,0.001,0.00,0.0108",
        "unit-tests,model-s,40915000,0.040915,347,3,1,3,0.013638333,20010,3101,4000,4000,0,0.0089,0.00,0.000015,0.0026",
        ""'=cmd|""calc""",model-m,13500000,0.0135,114,1,1,1,0.0135,1000,700,0,0,0,0.0135,0.0135,0.00,0.00",
        "",
      ]
    `);
  });

  it.each(['--json', '--format json', '--json --format csv'])(
    'prints one JSON value for %s',
    async (flags) => {
      const text = await printed(
        await spentFleet(),
        `${flags} --period=month --by agent --baseline middle`,
      );
      expect(expectJson(text, 'costs')).toMatchObject({
        period: { firstDay: '2026-11-01', lastDay: '2026-11-23', timeZone: 'UTC' },
        by: ['agent'],
        recorded: true,
        total: { cost: { nanoUsd: 118_115_000, usd: '0.118115' }, calls: 6, tasks: 4 },
        groups: [
          { keys: { agent: 'test-generator' }, sharePerMille: 877 },
          { keys: { agent: 'quality-analyzer' }, sharePerMille: 123 },
        ],
        baseline: { model: 'model-m', priceSource: 'config' },
      });
    },
  );

  it('takes a repeated dimension once', async () => {
    const text = await printed(await spentFleet(), '--json --by variant --by variant');
    expect(expectJson(text, 'costs')).toMatchObject({ by: ['variant'] });
  });

  it('uses the time zone of the configuration', async () => {
    const fleet = await spentFleet();
    fleet.write(
      'config/fleet.yaml',
      'routing: { costTracking: { timeZone: Pacific/Kiritimati } }\n',
    );
    const text = await printed(fleet, '--json --by day --period=1d');
    expect(expectJson(text, 'costs')).toMatchObject({
      period: { firstDay: '2026-11-24', timeZone: 'Pacific/Kiritimati' },
      total: { calls: 2 },
    });
  });

  it('looks at the last hours', async () => {
    const text = await printed(await spentFleet(), '--period=3h');
    expect(text).toContain('Costs of the last 3h (2026-11-23 09:00 to 2026-11-23 12:00 UTC)');
    expect(text).toContain('2 calls, 2 tasks');
  });
});

describe('aqe costs with nothing to report', () => {
  it.each(['table', 'md'])(
    'says that nothing was ever recorded (%s), and makes no file',
    async (format) => {
      const fleet = fleetProject();
      const before = fleet.list();
      expect(await printed(fleet, `--format ${format}`)).toContain(
        'Nothing has been recorded yet.',
      );
      fleet.write('config/fleet.yaml', 'database: { filename: ./nowhere/none.db }\n');
      expect(await printed(fleet, `--format ${format}`)).toContain(
        'Nothing has been recorded yet.',
      );
      expect(fleet.list()).toEqual(before);
    },
  );

  it('leaves a database of 1.0.4 as it is', async () => {
    const fleet = fleetProject();
    const before = fleet.bytes('data/fleet.db');
    await printed(fleet, '');
    expect(fleet.bytes('data/fleet.db').equals(before)).toBe(true);
  });

  it('leaves its own database as it is', async () => {
    const fleet = await spentFleet();
    const before = fleet.bytes('data/fleet.db');
    await printed(fleet, '--by day --by model');
    expect(fleet.bytes('data/fleet.db').equals(before)).toBe(true);
  });

  it('says it in JSON and CSV too', async () => {
    const fleet = fleetProject();
    expect(expectJson(await printed(fleet, '--json'), 'costs')).toMatchObject({
      recorded: false,
      groups: [],
    });
    expect((await printed(fleet, '--format csv')).split('\r\n')).toHaveLength(2);
  });

  it('tells an empty period from an empty ledger', async () => {
    const fleet = await spentFleet();
    expect(await printed(fleet, '--period=2026-10-01..2026-10-31')).toBe(
      'Costs of 2026-10-01 to 2026-10-31 (UTC)\n\nNothing was spent in this period.\n',
    );
  });
});

describe('aqe costs refuses', () => {
  it.each([
    ['--period=yesterday', 'USAGE', 'no period: "yesterday"'],
    ['--period=2027-01-01..2027-01-02', 'USAGE', 'lies in the future: today is 2026-11-23'],
    ['--tz Berlin', 'USAGE', '"Berlin" is no time zone'],
    ['--by colour', 'USAGE', 'Allowed choices are model, agent, day, task-type, variant.'],
    ['--format xml', 'USAGE', 'Allowed choices are table, json, csv, md.'],
    ['--baseline midle', 'USAGE', 'Did you mean "middle"?'],
    ['--baseline gpt-9', 'USAGE', 'aqe models list'],
    ['--baseline mystery', 'PRICE_UNKNOWN', 'no price is known for model-x'],
    ['--config none.yaml', 'FILE_NOT_FOUND', 'none.yaml does not exist'],
  ])('%s with %s', async (args, code, text) => {
    const outcome = await costs(await spentFleet(), args);
    expect(outcome.stderr).toContain(`[${code}]`);
    expect(outcome.stderr).toContain(text);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([
    ['a folder', 'filename: ./config', 'is no file'],
    ['a database of another kind', 'type: mysql', 'costs cannot be kept in a mysql database'],
  ])('%s as database', async (_, setting, text) => {
    const fleet = fleetProject({ 'config/fleet.yaml': `database: { ${setting} }\n` });
    const outcome = await costs(fleet, '');
    expect(outcome.stderr).toContain('[STORE_UNAVAILABLE]');
    expect(outcome.stderr).toContain(text);
    expect(outcome.code).toBe(2);
  });
});
