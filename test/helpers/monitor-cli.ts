import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { main } from '../../src/main.ts';
import { fleetProject } from './fleet-project.ts';
import type { Outcome } from './run-cli.ts';

/** A monitor that runs, with the real clock. */
interface Running {
  /** What it printed so far. */
  readonly printed: () => string;
  readonly ended: Promise<Outcome>;
}

export function begin(argv: readonly string[], signal = new AbortController().signal): Running {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let printed = '';
  stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const errors = text(stderr);
  const cwd = fleetProject().dir;
  const world = { stdout, stderr, env: {}, cwd, clock: systemClock, signal };
  const ended = main(['monitor', ...argv], world).then(async (code) => {
    stderr.end();
    return { code, stdout: printed, stderr: await errors };
  });
  return { printed: () => printed, ended };
}

/** Runs a monitor to its end. */
export async function watch(...argv: readonly string[]): Promise<Outcome> {
  return begin(argv).ended;
}

/** A few looks, with time between them for a machine that is busy. */
export const calmly = ['--duration', '1s', '--interval', '250ms'];
/** Until a test stops it. */
export const quickly = ['--interval', '40ms', '--window', '80ms'];
export const soon = { timeout: 20_000, interval: 5 };
