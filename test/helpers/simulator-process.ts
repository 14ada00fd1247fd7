import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { valueAt } from '../../src/config/values.ts';
import { bin } from './run-cli.ts';

/** A simulator of its own process, whose work does not count as that of those who ask it. */
export interface SimulatorProcess {
  readonly url: string;
  /** The calls that are over, as `aqe simulate --jsonl` tells them. */
  readonly calls: () => readonly unknown[];
}

/** Starts the built `aqe simulate` on a free port; it is killed when the test ends. */
export async function simulatorProcess(args: readonly string[]): Promise<SimulatorProcess> {
  const argv = [bin, 'simulate', '--port', '0', '--jsonl', ...args];
  const child = spawn(process.execPath, argv, {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const lines = createInterface({ input: child.stdout });
  const [first]: unknown[] = await once(lines, 'line');
  const calls: unknown[] = [];
  lines.on('line', (line) => calls.push(JSON.parse(line)));
  return { url: String(valueAt(JSON.parse(String(first)), ['url'])), calls: () => calls };
}
