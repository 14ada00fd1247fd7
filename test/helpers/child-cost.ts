import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** What a program took. */
export interface Cost {
  readonly seconds: number;
  /** The most resident memory that the process itself had, without its children. */
  readonly megabytes: number;
}

const reporter = pathToFileURL(
  join(import.meta.dirname, '../performance/baselines/report-memory.mjs'),
).href;

/** Runs `node …args` in a process of its own, from start to end; with what it wrote to standard output. */
export function childCost(
  args: readonly string[],
  cwd: string,
): Cost & { readonly output: string } {
  const started = performance.now();
  const child = spawnSync(process.execPath, ['--import', reporter, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 512e6,
  });
  const seconds = (performance.now() - started) / 1000;
  if (child.status !== 0) {
    const why = child.error?.message ?? child.stderr.slice(-2000);
    throw new Error(`node ${args.join(' ')} ended with ${child.status}: ${why}`);
  }
  // Worker threads report too, the program comes last.
  const kilobytes = Math.max(...(child.output[3] ?? '').trim().split('\n').map(Number));
  if (!(kilobytes > 0)) throw new Error(`node ${args.join(' ')} did not report its memory`);
  return { seconds, megabytes: kilobytes / 1000, output: child.stdout };
}
