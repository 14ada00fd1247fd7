import { expect, it } from 'vitest';
import { SwarmMemoryManager } from '../../src/library/swarm-memory-manager.ts';
import { project } from '../helpers/project.ts';
import { inProcess, TEST_NOW } from '../helpers/run-cli.ts';
import { compileStrictly, readSchema } from '../helpers/schema.ts';

async function aqe(dir: string, ...argv: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await inProcess(['memory', ...argv, '--json'], { cwd: dir });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const value: unknown = JSON.parse(stdout);
  const validate = compileStrictly(readSchema(`memory-${argv[0]}`));
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value;
}

it('shows the memory, cleans it, and clears a partition', async () => {
  const { dir, path, list } = project();
  expect(await aqe(dir, 'stats')).toEqual({ partitions: [] });
  expect(list()).toEqual([]);

  const then = new Date(Date.parse(TEST_NOW) - 10_000);
  const memory = new SwarmMemoryManager(path('data/fleet.db'), { clock: { now: () => then } });
  await memory.store('a', 1);
  await memory.store('b', 22, { ttl: 5 });
  await memory.store('t', 'x', { partition: 'test-partition' });
  await memory.close();

  expect(await aqe(dir, 'stats')).toEqual({
    partitions: [
      { partition: 'default', entries: 2, expired: 1, size: 3 },
      { partition: 'test-partition', entries: 1, expired: 0, size: 3 },
    ],
  });
  expect(await aqe(dir, 'clean')).toEqual({ removed: 1 });
  expect(await aqe(dir, 'clean')).toEqual({ removed: 0 });
  const partition = 'test-partition';
  const dry = await aqe(dir, 'clear', partition, '--dry-run');
  expect(dry).toEqual({ partition, removed: 1, dryRun: true });
  expect(await aqe(dir, 'clear', partition)).toEqual({ partition, removed: 1, dryRun: false });
  const { stdout } = await inProcess(['memory', 'stats'], { cwd: dir });
  expect(stdout).toBe(`partition  entries  expired  characters
default          1        0           1
`);
});
