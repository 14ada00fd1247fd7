import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { valueAt } from '../../src/config/values.ts';
import { hasPrometheus, prometheusServer, until } from '../helpers/prometheus-server.ts';
import { project } from '../helpers/project.ts';
import { served, type Served } from '../helpers/served.ts';

const deploy = join(import.meta.dirname, '../../deploy');
const rulesFile = join(deploy, 'prometheus/aqe.rules.yml');
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textsAt = (items: readonly unknown[], ...path: string[]): readonly string[] =>
  items.map((item) => String(valueAt(item, path)));

const groups = listOf(valueAt(parse(readFileSync(rulesFile, 'utf8')), ['groups']));
const rules = groups.flatMap((group) => listOf(valueAt(group, ['rules'])));
const alerts = rules.filter((rule) => valueAt(rule, ['alert']) !== undefined);

const board: unknown = JSON.parse(readFileSync(join(deploy, 'grafana/aqe.json'), 'utf8'));
const panels = listOf(valueAt(board, ['panels']));
/** As Grafana asks, with all tracks and a minute for each step. */
const queries = panels
  .flatMap((panel) => listOf(valueAt(panel, ['targets'])))
  .map((target) =>
    String(valueAt(target, ['expr']))
      .replaceAll('$__rate_interval', '1m')
      .replaceAll('$track', '.*'),
  );

/** What is made by Prometheus itself. */
const ownNames = new Set(['up', 'ALERTS']);

const amtool = (...args: string[]): string =>
  spawnSync('amtool', args, { encoding: 'utf8' }).stdout;

/** The metrics that an expression asks for. */
function metricsIn(expression: string): readonly string[] {
  const bare = expression.replaceAll(/"[^"]*"|\[[^\]]*\]/g, ' ').replaceAll(/\{[^}]*\}/g, ' ');
  const words = bare.match(/(?<![\w:])[a-z_][\w:]*(?![\w:]*\s*\()/g) ?? [];
  return words.filter((word) => word.includes('_') && !word.includes(':'));
}

async function work(service: Served, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const body = { type: 'general', description: `Say hello to number ${index}` };
    const { status, at } = await service.ask('/v1/tasks', { body });
    expect(status).toBe(202);
    await until(async () => {
      const task = await service.ask(`/v1/tasks/${String(at('id'))}`);
      return task.at('status') === 'succeeded';
    });
  }
}

describe('deploy/prometheus and deploy/grafana', () => {
  it('ask for metrics that the service has', async () => {
    const service = await served();
    const page = String((await service.ask('/metrics')).body);
    const families = new Set([...page.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name));
    const documented = readFileSync(join(deploy, '../docs/service.md'), 'utf8');
    for (const name of [...families].filter((one) => one.startsWith('aqe_'))) {
      expect(documented).toContain(
        name.replace(/^aqe_budget_(?:spent|reserved)_usd$/, 'aqe_budget_'),
      );
    }
    const asked = new Set([...textsAt(rules, 'expr'), ...queries].flatMap(metricsIn));
    expect(asked.size).toBeGreaterThan(15);
    const missing = [...asked].filter(
      (name) =>
        !ownNames.has(name) &&
        !families.has(name) &&
        !families.has(name.replace(/_(?:bucket|count|sum)$/, '')),
    );
    expect(
      missing.filter((name) => !/^(?:le|agent_type|gen_ai_request_model)$/.test(name)),
    ).toEqual([]);
  });

  it('tell of every alert what to do, and docs/alerts.md knows it', () => {
    const page = readFileSync(join(deploy, '../docs/alerts.md'), 'utf8');
    const names = textsAt(alerts, 'alert');
    expect(new Set(names).size).toBe(names.length);
    for (const alert of alerts) {
      expect(valueAt(alert, ['labels', 'severity'])).toMatch(/^(?:page|ticket|info)$/);
      expect(valueAt(alert, ['annotations', 'summary'])).toMatch(/\w/);
      expect(valueAt(alert, ['annotations', 'action'])).toMatch(/\w/);
      expect(page).toContain(`| \`${String(valueAt(alert, ['alert']))}\``);
    }
    const explained = [...page.matchAll(/^\| `(Aqe\w+)`/gm)].map(([, name]) => name);
    expect(new Set(explained)).toEqual(new Set(names));
  });

  it('have a panel for each thing once, each with its query, where it is seen', () => {
    const titles = textsAt(panels, 'title');
    expect(new Set(titles).size).toBe(titles.length);
    const ids = panels.map((panel) => valueAt(panel, ['id']));
    expect(new Set(ids).size).toBe(ids.length);
    const shown = panels.filter((panel) => valueAt(panel, ['type']) !== 'row');
    for (const panel of shown) {
      expect(listOf(valueAt(panel, ['targets'])).length).toBeGreaterThan(0);
      const { x, w } = Object(valueAt(panel, ['gridPos']));
      expect(x + w).toBeLessThanOrEqual(24);
    }
    const variables = listOf(valueAt(board, ['templating', 'list']));
    expect(textsAt(variables, 'name')).toEqual(['datasource', 'track']);
  });
});

describe.skipIf(!has('promtool'))('deploy/prometheus (needs promtool)', () => {
  it('has rules that Prometheus takes, and that fire when they should and only then', () => {
    const checked = spawnSync('promtool', ['check', 'rules', rulesFile], { encoding: 'utf8' });
    expect({ status: checked.status, stdout: checked.stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining(`${rules.length} rules found`),
    });
    const file = join(deploy, 'prometheus/tests/aqe.rules.test.yml');
    const tested = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
    expect({ status: tested.status, output: tested.stdout + tested.stderr }).toEqual({
      status: 0,
      output: expect.stringContaining('SUCCESS'),
    });
    // Every alert is seen to fire, and seen to be silent.
    const cases = listOf(valueAt(parse(readFileSync(file, 'utf8')), ['tests'])).flatMap((one) =>
      listOf(valueAt(one, ['alert_rule_test'])),
    );
    const firing = cases.filter((one) => listOf(valueAt(one, ['exp_alerts'])).length > 0);
    const silent = cases.filter((one) => listOf(valueAt(one, ['exp_alerts'])).length === 0);
    for (const name of textsAt(alerts, 'alert')) {
      expect([name, textsAt(firing, 'alertname').includes(name)]).toEqual([name, true]);
      expect([name, textsAt(silent, 'alertname').includes(name)]).toEqual([name, true]);
    }
  });
});

describe.skipIf(!has('promtool'))('deploy/prometheus/prometheus.yml (needs promtool)', () => {
  it('is a configuration, but for Kubernetes, which not every build of Prometheus knows', () => {
    const text = readFileSync(join(deploy, 'prometheus/prometheus.yml'), 'utf8');
    const folder = project({
      'prometheus.yml': text.replace(/kubernetes_sd_configs:\n +- role: pod/, 'static_configs: []'),
      'aqe.rules.yml': readFileSync(rulesFile, 'utf8'),
    });
    expect(folder.read('prometheus.yml')).not.toContain('kubernetes_sd_configs');
    const argv = ['check', 'config', folder.path('prometheus.yml')];
    const { status, stdout, stderr } = spawnSync('promtool', argv, { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`${rules.length} rules found`);
  });
});

describe.skipIf(!has('amtool'))('deploy/prometheus/alertmanager.yml (needs amtool)', () => {
  const file = join(deploy, 'prometheus/alertmanager.yml');
  it('is taken by Alertmanager, and sends each severity to its receiver', () => {
    expect(amtool('check-config', file)).toContain('SUCCESS');
    const receiver = (severity: string): string =>
      amtool('config', 'routes', 'test', `--config.file=${file}`, `severity=${severity}`).trim();
    expect(['page', 'ticket', 'info'].map(receiver)).toEqual(['on-call', 'team', 'team']);
  });
});

describe.skipIf(!hasPrometheus)(
  'a Prometheus server that scrapes aqe serve (needs prometheus)',
  () => {
    it('answers every query of the dashboard, and evaluates every rule', async () => {
      const service = await served({ args: ['--provider', 'simulator'] });
      const server = await prometheusServer([new URL(service.url).host], rulesFile);
      await work(service, 1);
      await until(async () => (await server.query('aqe_tasks_total')).length > 0);
      // What grows while somebody looks has a rate.
      await work(service, 3);
      const isFilled = async (query: string): Promise<boolean> =>
        (await server.query(query)).some((series) => valueAt(series, ['value', '1']) !== 'NaN');
      const silent = queries.filter((query) => query.startsWith('ALERTS'));
      expect(silent).toHaveLength(1);
      for (const query of queries.filter((one) => !silent.includes(one))) {
        await until(async () => isFilled(query)).catch((error: unknown) => {
          throw new Error(`${query} has no value`, { cause: error });
        });
      }
      // A fleet that works has no alert.
      for (const query of silent) expect(await server.query(query)).toEqual([]);
      await until(async () => (await server.rules()).every(({ health }) => health === 'ok'));
      expect(await server.rules()).toHaveLength(rules.length);
      const [used] = await server.query('window:aqe_budget_used:ratio{window="day"}');
      expect(Number(valueAt(used, ['value', '1']))).toBeGreaterThan(0);
    });
  },
);
