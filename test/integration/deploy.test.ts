import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { isRecord, valueAt } from '../../src/config/values.ts';
import { environmentKeys, leafKeys } from '../../src/config/schema/leaf-keys.ts';
import { kubernetesSchemas } from '../helpers/kubernetes-schemas.ts';
import { project } from '../helpers/project.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { compileStrictly } from '../helpers/schema.ts';

const root = join(import.meta.dirname, '../..');
const deploy = join(root, 'deploy');
const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

type Manifest = Readonly<Record<string, unknown>>;

function render(folder: string): readonly Manifest[] {
  const { status, stdout, stderr } = spawnSync(
    'kubectl',
    ['kustomize', join(deploy, 'kubernetes', folder)],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return parseAllDocuments(stdout).map((document) => {
    const value: unknown = document.toJS();
    if (!isRecord(value)) throw new Error('a document that is no object');
    return value;
  });
}

function recordAt(value: unknown, path: readonly (string | number)[]): Manifest {
  const found = valueAt(value, [...path]);
  if (!isRecord(found)) throw new Error(`there is nothing at ${path.join('.')}`);
  return found;
}

function listAt(value: unknown, path: readonly (string | number)[]): readonly unknown[] {
  const found = valueAt(value, [...path]);
  return Array.isArray(found) ? found : [];
}

const nameOf = (value: unknown): unknown => valueAt(value, ['metadata', 'name']);
const ofKind = (manifests: readonly Manifest[], kind: string): readonly Manifest[] =>
  manifests.filter((one) => one['kind'] === kind);

describe.skipIf(!hasKubectl).each([
  ['stable', 8],
  ['canary', 1],
])('deploy/kubernetes/overlays/%s (needs kubectl)', (track, replicas) => {
  let manifests: readonly Manifest[] = [];
  let deployment: Manifest = {};
  let podLabels: Manifest = {};
  let container: Manifest = {};
  beforeAll(() => {
    manifests = render(`overlays/${track}`);
    deployment = ofKind(manifests, 'Deployment')[0] ?? {};
    podLabels = recordAt(deployment, ['spec', 'template', 'metadata', 'labels']);
    container = recordAt(deployment, ['spec', 'template', 'spec', 'containers', 0]);
  });

  it('has the objects that there should be, and only keys that Kubernetes knows', () => {
    expect(manifests.map((one) => [one['kind'], nameOf(one)])).toEqual([
      ['ConfigMap', `aqe-fleet-config-${track}`],
      ['Service', `aqe-fleet-${track}`],
      ['Deployment', `aqe-fleet-${track}`],
      ['PodDisruptionBudget', `aqe-fleet-${track}`],
    ]);
    for (const one of manifests) {
      const validate = compileStrictly(kubernetesSchemas[String(one['kind'])] ?? {});
      validate(one);
      expect(validate.errors).toBeNull();
    }
    expect(valueAt(deployment, ['spec', 'replicas'])).toBe(replicas);
  });

  it('selects its own pods, and those of no other track', () => {
    expect(podLabels).toEqual({ app: 'aqe-fleet', track });
    const [service] = ofKind(manifests, 'Service');
    const [budget] = ofKind(manifests, 'PodDisruptionBudget');
    expect(valueAt(service, ['spec', 'selector'])).toEqual(podLabels);
    expect(valueAt(budget, ['spec', 'selector', 'matchLabels'])).toEqual(podLabels);
    expect(valueAt(deployment, ['spec', 'selector', 'matchLabels'])).toEqual(podLabels);
    const [front] = render('front');
    expect(Object.entries(recordAt(front, ['spec', 'selector']))).toEqual([['app', 'aqe-fleet']]);
  });

  it('probes and serves a port that the container has, where the service listens', async () => {
    const ports = new Map(
      listAt(container, ['ports']).map((one) => [
        valueAt(one, ['name']),
        valueAt(one, ['containerPort']),
      ]),
    );
    const probed = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) =>
      valueAt(container, [probe, 'httpGet', 'port']),
    );
    const served = listAt(ofKind(manifests, 'Service')[0], ['spec', 'ports']).map((one) =>
      valueAt(one, ['targetPort']),
    );
    for (const port of [...probed, ...served]) expect(ports.has(port)).toBe(true);
    expect(ports.get('http')).toBe(valueAt(parse(configOf(manifests)), ['api', 'port']));
    const paths = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) =>
      valueAt(container, [probe, 'httpGet', 'path']),
    );
    expect(paths).toEqual(['/health', '/health', '/ready']);
  });

  it('mounts a configuration that is sound, where the fleet looks for it', async () => {
    const mounts = listAt(container, ['volumeMounts']);
    const volumes = listAt(deployment, ['spec', 'template', 'spec', 'volumes']);
    expect(mounts.map((one) => valueAt(one, ['name']))).toEqual(
      volumes.map((one) => valueAt(one, ['name'])),
    );
    expect(valueAt(volumes[0], ['configMap', 'name'])).toBe(`aqe-fleet-config-${track}`);
    const variables = listAt(container, ['env']);
    expect(variables).toContainEqual({ name: 'CONFIG_FILE', value: '/config/fleet.yaml' });
    expect(valueAt(mounts[0], ['mountPath'])).toBe('/config');
    const { dir } = project({ 'fleet.yaml': configOf(manifests) });
    const argv = ['validate-config', 'fleet.yaml', '--replicas', '8', '--json'];
    const { code, stdout } = await inProcess(argv, { cwd: dir });
    expect({ code, errors: valueAt(JSON.parse(stdout), ['errors']) }).toEqual({
      code: 0,
      errors: 0,
    });
  });

  it('gives variables that are read, secrets by reference, and pins no flag', () => {
    const known = new Set([
      'CONFIG_FILE',
      ...leafKeys('1.0.5').flatMap(({ env }) => env),
      ...environmentKeys('1.0.5').flatMap(({ env }) => env),
    ]);
    const secrets = new Set(['API_KEY', 'ANTHROPIC_API_KEY', 'DB_PASSWORD', 'DB_USER']);
    for (const variable of listAt(container, ['env'])) {
      const name = String(valueAt(variable, ['name']));
      expect(known).toContain(name);
      // What the environment says, the shared store cannot change.
      expect(name).not.toMatch(/^FEATURE_/);
      if (secrets.has(name)) {
        expect(valueAt(variable, ['valueFrom', 'secretKeyRef', 'name'])).toMatch(/^aqe-/);
      }
    }
  });

  it('ends in time: preStop and drain fit into the grace period', () => {
    const grace = Number(
      valueAt(deployment, ['spec', 'template', 'spec', 'terminationGracePeriodSeconds']),
    );
    const args = listAt(container, ['args']);
    const drain = Number(args[args.indexOf('--drain') + 1]);
    const preStop = Number(valueAt(container, ['lifecycle', 'preStop', 'exec', 'command', 1]));
    expect(args[0]).toBe('serve');
    expect(drain + preStop).toBeLessThan(grace - 5);
  });
});

function configOf(manifests: readonly Manifest[]): string {
  return String(valueAt(ofKind(manifests, 'ConfigMap')[0], ['data', 'fleet.yaml']));
}

describe('deploy/Dockerfile', () => {
  const lines = readFileSync(join(deploy, 'Dockerfile'), 'utf8').split('\n');
  const ignored = readFileSync(join(deploy, 'Dockerfile.dockerignore'), 'utf8').split('\n');

  it('copies what is in the repository, and lets it through', () => {
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(copied.length).toBeGreaterThan(8);
    for (const path of copied) expect(ignored).toContain(`!${path.split('/')[0]}`);
    const listed = spawnSync('git', ['ls-files', '--error-unmatch', ...copied], { cwd: root });
    expect(listed.status).toBe(0);
  });

  it('takes every published part of the package', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM '))).join('\n');
    for (const part of listAt(manifest, ['files'])) expect(last).toContain(`./${String(part)}`);
  });

  it('runs without rights, on a Node that CI tests', () => {
    expect(lines).toContain('USER 1000:1000');
    const workflow: unknown = parse(readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8'));
    const tested = listAt(workflow, ['jobs', 'check', 'strategy', 'matrix', 'node']);
    const bases = lines.flatMap((line) => /^FROM node:(\d+)-/.exec(line)?.[1] ?? []);
    expect(bases).toEqual([bases[0], bases[0]]);
    expect(tested).toContain(bases[0]);
    expect(lines).toContain('ENTRYPOINT ["node", "/app/bin/aqe.js"]');
  });
});
