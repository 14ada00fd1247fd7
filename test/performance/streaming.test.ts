import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { report } from '../helpers/bench.ts';
import { childCost } from '../helpers/child-cost.ts';

const MINUTES = 60_000;
const baseline = (name: string): string => join(import.meta.dirname, 'baselines', name);

/** Measures against a simulator in a process of its own. */
async function measure(what: string, profile = 'instant'): Promise<ReturnType<typeof childCost>> {
  const server = spawn(process.execPath, [baseline('words-server.mjs'), profile], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  try {
    const url = await addressOf(server);
    return childCost(
      ['--expose-gc', baseline('stream-client.mjs'), url, what],
      import.meta.dirname,
    );
  } finally {
    server.disconnect();
    await once(server, 'exit');
  }
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the server has no output');
  const [line]: unknown[] = await once(stdout, 'data');
  return String(line).trim();
}

interface InTurns<T> {
  readonly raw: readonly T[];
  readonly ours: readonly T[];
}

interface Timed {
  readonly perSecond: number;
  /** Processor time of the client for one, in microseconds. */
  readonly cpuMicros: number;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

/** The best of each: what else the machine does can only take away from it. */
function compare(what: string, { raw, ours }: InTurns<Timed>): number {
  const best = (all: readonly Timed[]) => Math.max(...all.map(({ perSecond }) => perSecond));
  const least = (all: readonly Timed[]) => Math.min(...all.map(({ cpuMicros }) => cpuMicros));
  const ratio = best(ours) / best(raw);
  process.stdout.write(
    `${what}: raw ${best(raw).toFixed(0)}/s, ${least(raw).toFixed(1)} µs of processor each; ours ${best(ours).toFixed(0)}/s, ${least(ours).toFixed(1)} µs\n`,
  );
  report(`${what}, as a ratio to the raw SDK`, ratio.toFixed(2), '>= 0.9', ratio >= 0.9);
  return ratio;
}

it(
  'adds little to the raw SDK',
  async () => {
    const first: InTurns<number> = JSON.parse((await measure('first')).output);
    const added = quantile(first.ours, 0.95) - quantile(first.raw, 0.95);
    process.stdout.write(
      `first text: raw ${quantile(first.raw, 0.5).toFixed(2)} ms, ours ${quantile(first.ours, 0.5).toFixed(2)} ms (medians)\n`,
    );
    report('time added to the first text, p95', `${added.toFixed(2)} ms`, '< 2 ms', added < 2);
    const chunks = compare('chunks', JSON.parse((await measure('chunks')).output));
    const requests = compare(
      'requests, 32 at once',
      JSON.parse((await measure('requests')).output),
    );
    expect(added).toBeLessThan(2);
    expect(chunks).toBeGreaterThanOrEqual(0.9);
    expect(requests).toBeGreaterThanOrEqual(0.9);
  },
  5 * MINUTES,
);

it(
  'takes little memory for a hundred streams at once',
  async () => {
    const { megabytes, output } = await measure('concurrent', 'fast');
    const { streams, pieces }: Record<string, number> = JSON.parse(output);
    report(
      '100 concurrent streams, memory',
      `${megabytes.toFixed(0)} MB`,
      '< 250',
      megabytes < 250,
    );
    expect(streams).toBe(100);
    expect(pieces).toBeGreaterThan(10_000);
    expect(megabytes).toBeLessThan(250);
  },
  5 * MINUTES,
);

it(
  'takes no more and no more memory for a reader who stopped',
  async () => {
    const { output } = await measure('stopped');
    const {
      early = 0,
      late = 0,
      characters,
      attempts,
    }: Record<string, number> = JSON.parse(output);
    const growth = late - early;
    process.stdout.write(
      `resident: ${early.toFixed(0)} MB, ${late.toFixed(0)} MB three seconds of standstill later\n`,
    );
    report('growth while nobody reads', `${growth.toFixed(1)} MB`, '< 3', growth < 3);
    expect(growth).toBeLessThan(3);
    // And when he reads on, nothing is lost.
    expect(characters).toBe(400_000 * 'word '.length);
    expect(attempts).toBe(1);
  },
  5 * MINUTES,
);
