import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { World } from '../../src/cli/world.ts';
import { main } from '../../src/main.ts';

/** How a run of the CLI ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test may set of the outside world. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** The time in the process, which stands still unless it `goes by`; only for runs in this process. */
  readonly now?: string;
  /** Interrupts the run; only for runs in this process. */
  readonly signal?: AbortSignal;
}

export type RunCli = (argv: readonly string[], options?: RunOptions) => Promise<Outcome>;

/** The day the tests live on, so that model life cycles do not change under them. */
export const TEST_NOW = '2026-11-23T12:00:00Z';

/** Runs the CLI in this process: fast, and its coverage counts. */
export const inProcess: RunCli = async (argv, options = {}) => {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const texts = Promise.all([text(stdout), text(stderr)]);
  const now = options.now === 'goes by' ? undefined : new Date(options.now ?? TEST_NOW);
  const world: Partial<World> = {
    stdin: Readable.from([Buffer.from(options.stdin ?? '')]),
    stdout,
    stderr,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    clock: { now: () => now ?? new Date() },
    signal: options.signal ?? new AbortController().signal,
  };
  const code = await main(argv, world);
  stdout.end();
  stderr.end();
  const [out, err] = await texts;
  return { code, stdout: out, stderr: err };
};

/** The binary that users start. */
export const bin = join(import.meta.dirname, '../../bin/aqe.js');

/** Runs the built binary, as a user would. */
export const spawned: RunCli = async (argv, options = {}) => {
  const child = spawn(process.execPath, [bin, ...argv], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: 'pipe',
  });
  child.stdin.end(options.stdin ?? '');
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code) => {
      resolve(code ?? -1);
    });
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
};
