import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Milliseconds that `node …args` takes from start to end. */
export function spawnTime(args: readonly string[], cwd?: string): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...args], { cwd, encoding: 'utf8' });
  const took = performance.now() - started;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return took;
}

/** One line of a benchmark's report. */
export function report(name: string, value: string, bar: string, ok: boolean): void {
  process.stdout.write(
    `${name.padEnd(44)} ${value.padStart(10)}   bar ${bar.padEnd(8)} ${ok ? 'ok' : 'OVER'}\n`,
  );
}
