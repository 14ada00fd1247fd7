import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { OutputStream } from '../../../src/cli/world.ts';
import { withProgress } from '../../../src/cli/progress.ts';
import { createReporter } from '../../../src/cli/reporter.ts';

interface Mode {
  readonly isTTY: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** What a run writes to standard error. */
async function written({ isTTY, quiet = false, json = false }: Mode): Promise<string> {
  const stderr: OutputStream & PassThrough = Object.assign(new PassThrough(), {
    isTTY,
    columns: 80,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  const streams = { stdout: new PassThrough(), stderr };
  const reporter = createReporter(
    { json, quiet, verbose: false, color: false },
    { ...streams, signal: new AbortController().signal },
    {},
  );
  const answer = await withProgress({ reporter, stderr }, 'Backing up', async () => 42);
  expect(answer).toBe(42);
  stderr.end();
  return Buffer.concat(await stderr.toArray()).toString();
}

describe(withProgress, () => {
  it('shows what is going on on a terminal', async () => {
    expect(await written({ isTTY: true })).toContain('Backing up');
  });

  it.each([
    ['in a pipe', { isTTY: false }],
    ['with --quiet', { isTTY: true, quiet: true }],
    ['with --json', { isTTY: true, json: true }],
  ])('is silent %s', async (_what, mode) => {
    expect(await written(mode)).toBe('');
  });
});
