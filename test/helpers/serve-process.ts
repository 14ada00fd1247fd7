import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import { bin } from './run-cli.ts';

/** A replica of its own process. */
export interface ServeProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it wrote to its log so far. */
  readonly log: () => string;
  /** Resolves with the exit code, or the signal, and the moment. */
  readonly ended: Promise<{ readonly how: number | string; readonly at: number }>;
}

/** How to start one. */
export interface ServeProcessOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** Starts the built `aqe serve` on a free port; it is killed when the test ends. */
export async function serveProcess(options: ServeProcessOptions): Promise<ServeProcess> {
  const { cwd, env = {}, args = [] } = options;
  const argv = [bin, 'serve', '--host', '127.0.0.1', '--port', '0', '--json', ...args];
  const child = spawn(process.execPath, argv, {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => ({
    how: typeof code === 'number' ? code : String(signal),
    at: performance.now(),
  }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  let said = '';
  for await (const line of createInterface({ input: child.stdout })) {
    said += line;
    if (line === '}') break;
  }
  if (said === '') throw new Error(`it did not start:\n${log}`);
  const url = String(valueAt(JSON.parse(said), ['url']));
  return { url, child, log: () => log, ended };
}
