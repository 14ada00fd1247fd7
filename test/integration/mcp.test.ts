import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canaryTasks } from '../helpers/canary-tasks.ts';
import { fleetProject, fleetYaml } from '../helpers/fleet-project.ts';
import { jsonOf, mcpInProcess } from '../helpers/mcp-session.ts';
import { type Project, project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

const tracked = `${fleetYaml}features: { streaming: true }
streaming: { enabled: true }
routing: { costTracking: { enabled: true } }
`;

function fleet(yaml = tracked): Project {
  return fleetProject({ 'config/fleet.yaml': yaml, 'src/cart.ts': 'export const total = 0;\n' });
}

const secret = 'sk-ant-api03-not-to-be-shown';

describe('aqe mcp', () => {
  it('offers its tools and resources, and ends when its client goes', async () => {
    const { client, leave } = await mcpInProcess(fleet().dir);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'run_task',
      'validate_config',
      'explain_route',
      'cost_report',
      'compare_canary',
    ]);
    expect(tools.every(({ description = '' }) => description.length > 20)).toBe(true);
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual([
      'aqe://config/effective',
      'aqe://reports/last',
    ]);
    expect(await leave()).toBe(0);
  });

  it('runs a task, tells the answer while it is written, and counts what it costs', async () => {
    const { client } = await mcpInProcess(fleet().dir);
    const steps: number[] = [];
    const pieces: string[] = [];
    const { content, structuredContent, isError } = await client.callTool(
      {
        name: 'run_task',
        arguments: { task: 'write down what is missing', inputs: ['src/*.ts'], maxTokens: 200 },
      },
      {
        onprogress: ({ progress, message = '' }) => {
          steps.push(progress);
          pieces.push(message);
        },
      },
    );
    expect(isError).toBeUndefined();
    const run = expectJson(JSON.stringify(jsonOf(content)), 'run');
    expect(structuredContent).toEqual(run);
    expect(run).toMatchObject({ simulated: true, streamed: true, recorded: true });
    expect(steps.length).toBeGreaterThan(2);
    expect(steps).toEqual([...new Set(steps)].toSorted((a, b) => a - b));
    expect(run).toMatchObject({ result: { text: pieces.slice(1).join('') } });

    const costs = await client.callTool({ name: 'cost_report', arguments: { period: 'today' } });
    const report = expectJson(JSON.stringify(jsonOf(costs.content)), 'costs');
    expect(report).toMatchObject({ total: { tasks: 1 } });
  });

  it('does not stream where nobody wants it', async () => {
    const { client } = await mcpInProcess(fleet(fleetYaml).dir);
    const { structuredContent } = await client.callTool({
      name: 'run_task',
      arguments: { task: 'say hello', agentType: 'general', maxCostUsd: 1, timeoutSeconds: 60 },
    });
    expect(structuredContent).toMatchObject({ streamed: false, recorded: false });
  });

  it('says what is wrong with a configuration', async () => {
    const { client } = await mcpInProcess(fleet().dir);
    const own = await client.callTool({ name: 'validate_config', arguments: {} });
    expect(own.structuredContent).toMatchObject({
      errors: 0,
      files: [{ file: 'config/fleet.yaml' }],
    });
    const given = await client.callTool({
      name: 'validate_config',
      arguments: { content: 'features: { streaming: 3 }\n' },
    });
    const report = expectJson(JSON.stringify(jsonOf(given.content)), 'validate-config');
    expect(report).toMatchObject({ errors: 1 });
  });

  it('explains a decision as aqe route does', async () => {
    const { dir } = fleet();
    const { client } = await mcpInProcess(dir);
    const { content } = await client.callTool({
      name: 'explain_route',
      arguments: { task: 'rename the variable tmp', data: 'src/cart.ts' },
    });
    const argv = ['route', 'rename the variable tmp', '--data', 'src/cart.ts', '--json'];
    const { stdout } = await inProcess(argv, { cwd: dir });
    expect(jsonOf(content)).toEqual(expectJson(stdout, 'route'));
  });

  it('judges a canary as aqe canary compare does, from a file and from the store', async () => {
    const folder = fleet();
    const arms = { canary: canaryTasks(900, { cost: 0.006 }, 1), stable: canaryTasks(1350, {}, 2) };
    folder.write('both.json', JSON.stringify(arms));
    const { client } = await mcpInProcess(folder.dir);
    const given = { files: ['both.json'], sharePercent: 40, require: ['errorRate'] };
    const { content } = await client.callTool({ name: 'compare_canary', arguments: given });
    const argv = 'canary compare both.json --share 40 --require errorRate --json'.split(' ');
    const { stdout } = await inProcess(argv, { cwd: folder.dir });
    expect(jsonOf(content)).toEqual(expectJson(stdout, 'canary-compare'));
    const store = await client.callTool({ name: 'compare_canary', arguments: { windowHours: 1 } });
    expect(jsonOf(store.content)).toMatchObject({ verdict: 'INSUFFICIENT_DATA' });
    const outside = { files: ['../../etc/passwd'] };
    const refused = await client.callTool({ name: 'compare_canary', arguments: outside });
    expect(refused.isError).toBe(true);
    expect(jsonOf(refused.content)).toMatchObject({ error: { code: 'ACCESS_DENIED' } });
    const asked = { prometheus: 'http://169.254.169.254' };
    const network = await client.callTool({ name: 'compare_canary', arguments: asked });
    expect(network.isError).toBe(true);
  });

  it('shows the effective configuration without its secrets, and the last report', async () => {
    const { client } = await mcpInProcess(fleet().dir, { env: { ANTHROPIC_API_KEY: secret } });
    const before = await client.readResource({ uri: 'aqe://reports/last' });
    expect(jsonOf(before.contents)).toBeNull();
    const config = await client.readResource({ uri: 'aqe://config/effective' });
    const text = JSON.stringify(jsonOf(config.contents));
    expectJson(text, 'config-show');
    expect(text).toContain('"path":"ANTHROPIC_API_KEY"');
    expect(text).not.toContain(secret);
    await client.callTool({ name: 'validate_config', arguments: {} });
    const after = await client.readResource({ uri: 'aqe://reports/last' });
    expect(jsonOf(after.contents)).toMatchObject({
      tool: 'validate_config',
      report: { errors: 0 },
    });
  });

  it('refuses files outside of its folder, by any way', async () => {
    const folder = fleet();
    const outside = project({ 'secret.txt': 'hidden words', 'fleet.yaml': fleetYaml });
    symlinkSync(outside.path('secret.txt'), folder.path('src/link.ts'));
    const { client } = await mcpInProcess(folder.dir);
    for (const [name, args] of [
      ['run_task', { task: 'read', inputs: [outside.path('secret.txt')] }],
      ['run_task', { task: 'read', inputs: ['src/link.ts'] }],
      ['explain_route', { task: 'read', data: outside.path('secret.txt') }],
      ['validate_config', { file: outside.path('fleet.yaml') }],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { content } = await client.callTool({ name, arguments: args });
      expect(JSON.stringify(content)).toContain('ACCESS_DENIED');
      expect(JSON.stringify(content)).not.toContain('hidden words');
    }
  });

  it('reads the configuration that it was started with, wherever it lies', async () => {
    const outside = project({ 'fleet.yaml': tracked });
    const argv = ['--config', outside.path('fleet.yaml')];
    const { client } = await mcpInProcess(fleet().dir, { argv });
    const { structuredContent } = await client.callTool({ name: 'validate_config', arguments: {} });
    expect(structuredContent).toMatchObject({ errors: 0 });
  });

  it.each([
    ['nothing', {}],
    ['an empty task', { task: '' }],
    ['an agent type that nobody knows', { task: 'x', agentType: 'chef' }],
    ['a key that nobody knows', { task: 'x', speed: 3 }],
    ['standard input', { task: 'x', inputs: ['-'] }],
    ['no money', { task: 'x', maxCostUsd: 0 }],
    ['a model that nobody knows', { task: 'x', model: 'gpt-0' }],
    ['a file that is not there', { task: 'x', inputs: ['src/none.ts'] }],
  ])('answers a call with %s so that the model can mend it', async (_, args) => {
    const { client } = await mcpInProcess(fleet().dir);
    const { isError, content } = await client.callTool({ name: 'run_task', arguments: args });
    expect(isError).toBe(true);
    expect(JSON.stringify(content).length).toBeGreaterThan(40);
  });

  it('ends a call that its client takes back, and goes on', async () => {
    const { client } = await mcpInProcess(fleet().dir);
    const cancel = new AbortController();
    const call = client.callTool(
      { name: 'run_task', arguments: { task: 'write a long text' } },
      {
        signal: cancel.signal,
        onprogress: () => {
          cancel.abort();
        },
      },
    );
    await expect(call).rejects.toThrow(/abort/i);
    const { structuredContent } = await client.callTool({ name: 'cost_report', arguments: {} });
    expect(structuredContent).toBeDefined();
  });

  it('does not begin with a configuration that is wrong', async () => {
    const { dir } = fleet('features: { streaming: 3 }\n');
    const { code, stdout, stderr } = await inProcess(['mcp'], { cwd: dir });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('config/fleet.yaml:1:');
  });
});
