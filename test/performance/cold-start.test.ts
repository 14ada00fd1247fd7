import { expect, it } from 'vitest';
import { median, report, spawnTime } from '../helpers/bench.ts';
import { project } from '../helpers/project.ts';
import { bin } from '../helpers/run-cli.ts';

const ROUNDS = 15;

/** Ratios to an empty script, measured in turns, so that a slow moment of the machine hits all alike. */
it('starts fast', () => {
  const p = project({
    'fleet.yaml': 'fleet:\n  id: x\ndatabase:\n  type: sqlite\n  filename: ./data/fleet.db\n',
  });
  const example = new URL('../../config/fleet.example.yaml', import.meta.url).pathname;
  const runs = [
    { name: 'node -e 0', args: ['-e', '0'], bar: 1 },
    { name: 'aqe --version', args: [bin, '--version'], bar: 1.5 },
    { name: 'aqe --help', args: [bin, '--help'], bar: 2 },
    {
      name: 'aqe validate-config (small file)',
      args: [bin, 'validate-config', 'fleet.yaml'],
      bar: 3,
    },
    {
      name: 'aqe validate-config (shipped example)',
      args: [bin, 'validate-config', example],
      bar: 3,
    },
    {
      name: 'aqe migrate-config --dry-run (shipped)',
      args: [bin, 'migrate-config', '--dry-run', example],
      bar: 4,
    },
  ];
  const times = runs.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { args }] of runs.entries()) times[index]?.push(spawnTime(args, p.dir));
  }
  const base = median(times[0] ?? []);
  process.stdout.write(
    `\nCold start, median of ${ROUNDS}, as a ratio to node -e 0 (${base.toFixed(0)} ms)\n`,
  );
  for (const [index, { name, bar }] of runs.entries()) {
    const ratio = median(times[index] ?? []) / base;
    report(name, `${ratio.toFixed(2)} x`, `${bar} x`, ratio <= bar);
    expect(ratio, name).toBeLessThan(2 * bar);
  }
});
