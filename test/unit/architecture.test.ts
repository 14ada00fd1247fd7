import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

/** What each part of src/ may import. A part may always import itself. `npm` means packages and node:*. */
const layers: Record<string, readonly string[]> = {
  'errors.ts': [],
  'version.ts': [],
  'core/ports.ts': ['errors.ts'],
  'core/source-ports.ts': ['core/ports.ts'],
  'core/calendar.ts': ['core/ports.ts'],
  'core/zone-calendar.ts': ['core/calendar.ts'],
  'core/random.ts': [],
  'core/lazily.ts': [],
  'core/simulation.ts': ['core/ports.ts', 'core/cost'],
  'core/open-provider.ts': ['core/simulation.ts', 'core/streaming'],
  'core/recurring.ts': ['core/ports.ts'],
  'core/pause.ts': ['core/ports.ts'],
  'core/flags': ['errors.ts', 'core/ports.ts', 'core/recurring.ts', 'core/pause.ts'],
  'core/tasks': ['core/cost', 'core/flags', 'core/streaming'],
  'core/fleet-store.ts': [
    'core/cost',
    'core/escalation',
    'core/feedback',
    'core/flags',
    'core/flags',
    'core/memory',
    'core/tasks',
  ],
  'core/memory': ['errors.ts'],
  'core/cost': [
    'errors.ts',
    'core/ports.ts',
    'core/calendar.ts',
    'core/zone-calendar.ts',
    'core/random.ts',
  ],
  'core/escalation': ['errors.ts'],
  'core/feedback': ['core/statistics'],
  'core/statistics': ['core/random.ts'],
  'core/routing': ['errors.ts', 'core/cost', 'core/random.ts', 'core/lazily.ts', 'core/escalation'],
  'core/streaming': ['errors.ts', 'core/ports.ts', 'core/cost', 'core/random.ts'],
  adapters: ['errors.ts', 'core/', 'npm'],
  config: ['errors.ts', 'core/', 'npm'],
  'migrate/plan.ts': ['errors.ts', 'core/', 'npm'],
  'migrate/unified-diff.ts': ['npm'],
  'migrate/config': [
    'errors.ts',
    'core/',
    'config',
    'migrate/plan.ts',
    'migrate/unified-diff.ts',
    'npm',
  ],
  'migrate/models': ['core/', 'config', 'migrate/config', 'migrate/plan.ts', 'npm'],
  'migrate/code': ['errors.ts', 'core/', 'config/document', 'migrate/unified-diff.ts', 'npm'],
  'migrate/agents': ['errors.ts', 'core/', 'config/document', 'migrate/code', 'npm'],
  'migrate/tools': ['errors.ts', 'core/', 'config/document', 'migrate/code', 'npm'],
  backup: ['errors.ts', 'core/', 'config', 'npm'],
  doctor: ['errors.ts', 'core/', 'config', 'npm'],
  fleet: ['errors.ts', 'core/', 'config', 'npm'],
  server: ['errors.ts', 'core/', 'config', 'npm'],
  rollout: ['errors.ts', 'core/', 'npm'],
  cli: ['errors.ts', 'core/', 'npm'],
  report: ['errors.ts', 'core/', 'rollout', 'cli/table.ts', 'npm'],
  commands: [
    'errors.ts',
    'version.ts',
    'core/',
    'config',
    'migrate/',
    'backup',
    'doctor',
    'rollout',
    'report',
    'fleet',
    'server',
    'cli',
    'npm',
  ],
  'program.ts': ['cli', 'commands', 'version.ts', 'npm'],
  'main.ts': [
    'errors.ts',
    'version.ts',
    'core/',
    'adapters',
    'library',
    'cli',
    'program.ts',
    'npm',
  ],
  // The library's composition root: beside main.ts, the only one that knows adapters.
  library: ['errors.ts', 'version.ts', 'core/', 'adapters', 'config', 'fleet', 'report', 'npm'],
  'index.ts': ['errors.ts', 'version.ts', 'core/', 'config', 'migrate/', 'fleet', 'library'],
};

const src = join(import.meta.dirname, '../../src');
const imports = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/g;

it('keeps to the layers', () => {
  const broken = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const from = Object.keys(layers).find(
        (layer) => file === layer || file.startsWith(`${layer}/`),
      );
      if (from === undefined) return [`${file} is in no layer`];
      return [...readFileSync(join(src, file), 'utf8').matchAll(imports)]
        .map((match) => match[1] ?? match[2] ?? '')
        .map((to) => (to.startsWith('.') ? relative(src, join(src, dirname(file), to)) : 'npm'))
        .filter(
          (to) =>
            ![from, ...(layers[from] ?? [])].some(
              (ok) => to === ok || to.startsWith(ok.endsWith('/') ? ok : `${ok}/`),
            ),
        )
        .map((to) => `${file} must not import ${to}`);
    });
  expect(broken).toEqual([]);
});
