import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const clean = 'fleet:\n  id: demo\nagents:\n  - type: test-executor\n    count: 1\n';
const fixable =
  '# ours\nfleet:\n  id: demo\n  maxAgents: "12" # twelve\napi: { rateLimit: { max: 5 } }';
const fixed =
  '# ours\nfleet:\n  id: demo\n  maxAgents: 12 # twelve\napi: { rateLimit: { max: 5, windowMs: 900000 } }';

/** Every line but the comments has a mistake. */
const mistakes = `fleet:
  id: demo
  maxAgents: "12"
  heartbeatIntervall: 30000
agents:
  test-generator: { count: 3 }
database:
  type: mysql
  password: hunter2-hunter2   # was: hunter2-hunter2
api:
  port: abc
  rateLimit: { max: 50 }
logging:
  level: \${LOG_LEVEL}
features: { multiModelRouter: true, multiModelRouter: true }
routing:
  enabled: false
  enableCostTracking: true
  modles: []
  complexity: { tokenWeighting: 0.5 }
  costTracking:
    budgetLimits: { daily: 100, monthly: 20 }
streaming:
  enabled: yes
  bufferSize: 0
  backpressureThreshold: 80
`;

const found = [
  '3:14 warning quoted-value',
  '4:3 warning misspelt-key',
  '5:1 warning agents-map',
  '8:9 error mysql-unsupported',
  '9:13 warning secret-in-file',
  '11:9 warning not-a-number',
  '12:3 warning partial-defaults',
  '14:10 warning unexpanded-variable',
  '15:37 error duplicate-key',
  '17:12 error feature-without-section',
  '18:3 warning shipped-key',
  '19:3 error unknown-key',
  '20:3 error weights-sum',
  '22:28 error budget-order',
  '24:12 error wrong-type',
  '25:15 error out-of-range',
  '26:26 error out-of-range',
];

/** What the pretty format says, as `line:column severity code`. */
function places(stdout: string): string[] {
  const lines = stdout.matchAll(/^\S+\.yaml:(\d+:\d+)  (\w+)  .*\[([\w-]+)\]$/gm);
  return Array.from(lines, ([, place, severity, code]) => `${place} ${severity} ${code}`);
}

describe('aqe validate-config', () => {
  it('says that a clean file is clean', async () => {
    const { dir } = project({ 'config/fleet.yaml': clean });
    expect(await inProcess(['validate-config'], { cwd: dir })).toEqual({
      code: 0,
      stdout: '✓ config/fleet.yaml (1.0.4): nothing to report\n',
      stderr: '',
    });
  });

  it('takes the default file from CONFIG_FILE', async () => {
    const { dir } = project({ 'own.yaml': clean });
    const { stdout } = await inProcess(['validate-config'], {
      cwd: dir,
      env: { CONFIG_FILE: 'own.yaml' },
    });
    expect(stdout).toContain('✓ own.yaml');
  });

  it('finds every mistake of a file, with its place', async () => {
    const { dir } = project({ 'bad.yaml': mistakes });
    const { code, stdout } = await inProcess(['validate-config', 'bad.yaml'], { cwd: dir });
    expect(code).toBe(1);
    expect(places(stdout)).toEqual(found);
    expect(stdout).toMatch(/\n9 errors, 8 warnings, 0 info in 1 file\n$/);
  });

  it('shows the place, the cause and the way out', async () => {
    const { dir } = project({ 'a.yaml': 'streaming:\n  bufersize: 5\n  enabled: yes\n' });
    const { stdout } = await inProcess(['validate-config', 'a.yaml'], { cwd: dir });
    expect(stdout).toMatchInlineSnapshot(`
      "a.yaml:2:3  error  streaming.bufersize is not a known key  [unknown-key]
        1 | streaming:
      > 2 |   bufersize: 5
          |   ^^^^^^^^^
        3 |   enabled: yes
        4 |
      Did you mean "bufferSize"?
      docs/config.md#unknown-key

      a.yaml:3:12  error  streaming.enabled must be true or false, not a text  [wrong-type]
        1 | streaming:
        2 |   bufersize: 5
      > 3 |   enabled: yes
          |            ^^^
        4 |
      In YAML 1.2 yes, no, on and off are texts: write true or false.
      docs/config.md#wrong-type

      2 errors, 0 warnings, 0 info in 1 file
      "
    `);
  });

  it.each(['pretty', 'json', 'github', 'sarif'])('keeps secrets out of %s', async (format) => {
    const secret = ['sk', 'ant', 'api03', 'abcdefghijkl'].join('-');
    const text = `${mistakes}\nrollout: { ${secret}: 1 }\nlogging2: { level: "${secret}" }\n`;
    const { dir } = project({
      'a.yaml': text,
      'b.yaml': `password: hunter2-hunter2\nx: [${secret}\ny: 1\n`,
    });
    const argv = ['validate-config', '--format', format, '--fix', '--dry-run', 'a.yaml', 'b.yaml'];
    const { code, stdout, stderr } = await inProcess(argv, { cwd: dir });
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/secret-in-file/);
    expect(stdout + stderr).not.toMatch(/hunter2|abcdefghijkl/);
  });

  it('reports all files, also those beside an unreadable one', async () => {
    const { dir } = project({
      'good.yaml': clean,
      'bad.yaml': 'fleet: { id: a }\nfleet: { id: b }\n',
      'rancher.yaml': 'defaultNamespace: a\nhelm: { chart: b }\n',
    });
    const argv = ['validate-config', 'good.yaml', 'missing.yaml', 'rancher.yaml', 'bad.yaml'];
    const pretty = await inProcess(argv, { cwd: dir });
    expect(pretty.code).toBe(2);
    expect(pretty.stdout).toContain('✓ good.yaml');
    expect(places(pretty.stdout)).toEqual(['2:1 error duplicate-key']);
    expect(pretty.stderr).toMatch(/FILE_NOT_FOUND[^]*Rancher[^]*CONFIG_FOREIGN/);
    const json = await inProcess([...argv, '--json'], { cwd: dir });
    expect(json.code).toBe(2);
    expect(expectJson(json.stdout, 'validate-config')).toMatchObject({
      files: [
        { file: 'good.yaml', version: '1.0.4', findings: [] },
        { file: 'missing.yaml', version: null, error: { code: 'FILE_NOT_FOUND' } },
        { file: 'rancher.yaml', version: null, error: { code: 'CONFIG_FOREIGN' } },
        { file: 'bad.yaml', version: '1.0.4', findings: [{ code: 'duplicate-key' }] },
      ],
      errors: 1,
      warnings: 0,
    });
  });

  it('counts warnings with --strict', async () => {
    const { dir } = project({ 'a.yaml': 'agents: {}\n' });
    expect((await inProcess(['validate-config', 'a.yaml'], { cwd: dir })).code).toBe(0);
    expect((await inProcess(['validate-config', '--strict', 'a.yaml'], { cwd: dir })).code).toBe(1);
  });

  it('reports all syntax errors at once', async () => {
    const { dir } = project({ 'a.yaml': 'a: @b\nc: `d`\n\te: 1\n' });
    const { code, stdout } = await inProcess(['validate-config', 'a.yaml'], { cwd: dir });
    expect(code).toBe(1);
    expect(places(stdout)).toEqual(['1:4 error syntax', '2:4 error syntax', '3:1 error syntax']);
  });

  it('writes workflow commands with everything escaped', async () => {
    const { dir } = project({ 'a,b.yaml': 'api: { port: abc }\n"100%": { <<: 1 }\n' });
    const argv = ['validate-config', '--format', 'github', 'a,b.yaml', 'no:where.yaml'];
    const { code, stdout } = await inProcess(argv, { cwd: dir });
    expect(code).toBe(2);
    const [number = '', merge = '', missing = ''] = stdout.split('\n');
    expect(number).toBe(
      '::warning file=a%2Cb.yaml,line=1,endLine=1,col=14,endColumn=17,title=not-a-number::api.port is not a number; 1.0.4 lets it pass and fails later%0AWrite a number.',
    );
    expect(merge).toMatch(/^::warning file=a%2Cb\.yaml,line=2,.*,title=merge-key::/);
    expect(missing).toMatch(/^::error file=no%3Awhere\.yaml::.*%0A/);
  });

  it('writes SARIF 2.1.0', async () => {
    const { dir } = project({ 'my fleet.yaml': 'api: { port: abc }\n' });
    const argv = ['validate-config', '--format', 'sarif', 'my fleet.yaml', 'missing.yaml'];
    const { stdout } = await inProcess(argv, { cwd: dir });
    expect(JSON.parse(stdout)).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'aqe' } },
          columnKind: 'utf16CodeUnits',
          invocations: [
            {
              executionSuccessful: false,
              exitCode: 2,
              toolExecutionNotifications: [{ level: 'error' }],
            },
          ],
          results: [
            {
              ruleId: 'not-a-number',
              level: 'warning',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'my%20fleet.yaml' },
                    region: { startLine: 1, startColumn: 14, endLine: 1, endColumn: 17 },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });
});

describe('aqe validate-config --fix', () => {
  it('repairs what is safe, once, and keeps links', async () => {
    const folder = project({ 'real.yaml': `\uFEFF${fixable}` });
    const { dir } = folder;
    symlinkSync('real.yaml', folder.path('fleet.yaml'));
    const first = await inProcess(['validate-config', '--fix', 'fleet.yaml'], { cwd: dir });
    expect(first).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "fleet.yaml:4:14  fixed  fleet.maxAgents: "12" → 12
      fleet.yaml:5:27  fixed  api.rateLimit: added windowMs: 900000
      ✓ fleet.yaml (1.0.4): nothing to report
      ",
      }
    `);
    expect(folder.read('real.yaml')).toBe(`\uFEFF${fixed}`);
    const second = await inProcess(['validate-config', '--fix', '--json', 'fleet.yaml'], {
      cwd: dir,
    });
    expect(expectJson(second.stdout, 'validate-config')).toMatchObject({ files: [{ fixed: [] }] });
    expect(folder.read('fleet.yaml')).toBe(`\uFEFF${fixed}`);
  });

  it('shows a diff and writes nothing with --dry-run', async () => {
    const folder = project({ 'fleet.yaml': fixable });
    const { dir } = folder;
    const argv = ['validate-config', '--fix', '--dry-run', 'fleet.yaml'];
    const { code, stdout, stderr } = await inProcess(argv, { cwd: dir });
    expect(code).toBe(0);
    expect(stdout).toContain('\n+  maxAgents: 12 # twelve\n');
    expect(stderr).toContain('[quoted-value]');
    expect(folder.read('fleet.yaml')).toBe(fixable);
    const json = await inProcess([...argv, '--json'], { cwd: dir });
    expect(expectJson(json.stdout, 'validate-config')).toMatchObject({
      files: [{ fixed: [{ code: 'quoted-value' }, { code: 'partial-defaults' }] }],
    });
  });

  it('prints the repaired standard input', async () => {
    const { stdout, stderr } = await inProcess(['validate-config', '--fix', '-'], {
      stdin: fixable,
    });
    expect(stdout).toBe(fixed);
    expect(stderr).toContain('✓ <stdin>');
  });

  it('does not touch a file with syntax errors', async () => {
    const text = 'fleet: { maxAgents: "12"\napi: 1\n';
    const folder = project({ 'fleet.yaml': text });
    const { dir } = folder;
    const { code } = await inProcess(['validate-config', '--fix', 'fleet.yaml'], { cwd: dir });
    expect(code).toBe(1);
    expect(folder.read('fleet.yaml')).toBe(text);
  });

  it.each([
    { argv: ['--dry-run', 'a.yaml'], says: '--dry-run belongs to --fix' },
    { argv: ['-', '-'], says: 'once only' },
    { argv: ['--fix', '--json', '-'], says: '--json prints JSON' },
    { argv: ['--replicas', '0'], says: 'whole number' },
    { argv: ['--format', 'xml'], says: 'Allowed choices' },
  ])('refuses $argv', async ({ argv, says }) => {
    const { code, stderr } = await inProcess(['validate-config', ...argv], { stdin: clean });
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });
});
