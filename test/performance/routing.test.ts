import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { median, report } from '../helpers/bench.ts';

/** Microseconds for 2 kB. */
const BAR = 20;
/** One megabyte, as a ratio to reading each of its units once. Work that grows with its square would not fit. */
const LARGE_BAR = 15;

type Times = Readonly<Record<'prose' | 'code' | 'plain' | 'asked' | 'given', readonly number[]>>;

function measure(): Times {
  const script = new URL('../helpers/routing-bench.mjs', import.meta.url).pathname;
  return JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' }));
}

it(`decides about 2 kB in ${BAR} µs, and passes over 1 MB once`, () => {
  const { prose, code, plain, asked, given } = measure();
  const sure: [string, number, number][] = [];
  for (const [name, times] of [
    ['route(): 2 kB of prose', prose],
    ['route(): prose and 1.5 kB of code', code],
  ] as const) {
    const [middle, least] = [median(times), Math.min(...times)];
    report(`${name}, median`, `${middle.toFixed(1)} µs`, `${BAR} µs`, middle <= BAR);
    report('  the fastest batch', `${least.toFixed(1)} µs`, `${BAR} µs`, least <= BAR);
    // On a busy machine the median tells of its other work; the fastest batch had it for itself.
    sure.push([name, least, 2 * BAR]);
  }
  const base = Math.min(...plain);
  report('each unit of 1 MB once', `${(base / 1000).toFixed(1)} ms`, '-', true);
  for (const [name, times] of [
    ['analyze(): 1 MB asked', asked],
    ['analyze(): 1 MB given', given],
  ] as const) {
    const ratio = Math.min(...times) / base;
    report(name, `${ratio.toFixed(1)} x`, `${LARGE_BAR} x`, ratio <= LARGE_BAR);
    sure.push([name, ratio, 2 * LARGE_BAR]);
  }
  for (const [name, value, most] of sure) expect(value, name).toBeLessThan(most);
});
