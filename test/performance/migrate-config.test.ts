import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { median, report, spawnTime } from '../helpers/bench.ts';
import { project } from '../helpers/project.ts';
import { bin } from '../helpers/run-cli.ts';

/** A fleet of many agents: small values, comments and flow lists, the dense case. */
function fleetOf(bytes: number): string {
  const parts = ['fleet:\n  id: "big"\nagents:\n'];
  let size = 0;
  for (let index = 0; size < bytes; index += 1) {
    const agent = `  - type: "agent-${index}"  # number ${index}\n    count: ${(index % 7) + 1}\n    config:\n      frameworks: ["jest", "cypress"]\n      timeout: 300000\n`;
    size += agent.length;
    parts.push(agent);
  }
  return parts.join('');
}

it('migrates files of any size in reasonable time', () => {
  process.stdout.write('\nMigrating one file, process start included, median\n');
  const sizes = [
    { name: '1 kB', bytes: 1000, rounds: 9, bar: 0.5 },
    { name: '100 kB', bytes: 100_000, rounds: 5, bar: 1.5 },
    { name: '10 MB', bytes: 10_000_000, rounds: 3, bar: 5 },
  ];
  for (const { name, bytes, rounds, bar } of sizes) {
    const p = project({ 'fleet.yaml': fleetOf(bytes) });
    const run = [bin, 'migrate-config', 'fleet.yaml', 'out.yaml', '--force'];
    const seconds = median(Array.from({ length: rounds }, () => spawnTime(run, p.dir))) / 1000;
    expect(statSync(p.path('out.yaml')).size).toBeGreaterThan(bytes);
    report(`migrate-config ${name}`, `${seconds.toFixed(2)} s`, `${bar} s`, seconds <= bar);
    expect(seconds, name).toBeLessThan(2 * bar);
  }
});
