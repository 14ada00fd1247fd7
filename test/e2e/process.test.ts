import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { project } from '../helpers/project.ts';
import { bin, type Outcome } from '../helpers/run-cli.ts';

const start = (argv: readonly string[], cwd = project().dir): ChildProcess =>
  spawn(process.execPath, [bin, ...argv], { cwd, stdio: 'pipe' });

/** How a child ended; its standard input is left open. */
async function outcome(child: ChildProcess): Promise<Outcome> {
  const { stdout, stderr } = child;
  const [out, err, [code]] = await Promise.all([
    stdout === null ? '' : text(stdout),
    stderr === null ? '' : text(stderr),
    once(child, 'close'),
  ]);
  return { code: Number(code), stdout: out, stderr: err };
}

describe('a reader that goes away', () => {
  it('is no error in a shell pipe', () => {
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" "${bin}" --help | head -n 1`],
      { encoding: 'utf8' },
    );
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'Usage: aqe [options] [command]\n',
      stderr: '',
    });
  });

  it.each(['stdout', 'stderr'] as const)(
    'is no error when %s is closed before it is written to',
    async (name) => {
      const child = start(name === 'stdout' ? ['completion', 'bash'] : ['no-such-command']);
      child[name]?.destroy();
      const other = name === 'stdout' ? child.stderr : child.stdout;
      const [printed, [code, signal]] = await Promise.all([
        other === null ? '' : text(other),
        once(child, 'close'),
      ]);
      expect({ printed, signal }).toEqual({ printed: '', signal: null });
      expect(code).toBe(name === 'stdout' ? 0 : 2);
    },
  );
});

describe('a run that is interrupted', () => {
  const waiting = [
    ['validate-config', '-'],
    ['migrate-config', '-', '-'],
  ];

  it.each(
    waiting.flatMap((argv) => [
      { argv, signal: 'SIGINT' as const },
      { argv, signal: 'SIGTERM' as const },
    ]),
  )('exits 130 at $signal: aqe $argv', async ({ argv, signal }) => {
    const child = start(['--verbose', ...argv]);
    const ended = outcome(child);
    await reading(child);
    child.kill(signal);
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toContain('interrupted [INTERRUPTED]');
  });

  it('leaves a server that does not answer at once', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const database = `database: { type: postgres, host: 127.0.0.1, port: ${port} }`;
    const { dir } = project({ 'fleet.yaml': `fleet: { id: shop }\n${database}\n` });
    const child = start(['doctor', '--config', 'fleet.yaml'], dir);
    const ended = outcome(child);
    await once(server, 'connection');
    const interrupted = performance.now();
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, stdout: '' });
    // Its own time-out is 5 seconds.
    expect(performance.now() - interrupted).toBeLessThan(3000);
    server.close();
  });

  it('prints one JSON value with --json', async () => {
    const child = start(['validate-config', '-', '--json']);
    const ended = outcome(child);
    await reading(child);
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'INTERRUPTED', message: 'interrupted' } });
    expect(code).toBe(130);
  });
});

it('ends at once at the second signal, whatever it is doing', async () => {
  const events = pathToFileURL(join(import.meta.dirname, '../../dist/cli/process-events.js')).href;
  const busy = `const { interruptSignal } = await import('${events}');
interruptSignal().onabort = () => console.log('first');
setInterval(() => {}, 1000);
console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', busy], { stdio: 'pipe' });
  const closed = once(child, 'close');
  expect(String((await once(child.stdout, 'data'))[0])).toBe('ready\n');
  child.kill('SIGTERM');
  expect(String((await once(child.stdout, 'data'))[0])).toBe('first\n');
  child.kill('SIGINT');
  expect(await closed).toEqual([null, 'SIGINT']);
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  'aqe simulate answers until %s stops it, and that is no failure',
  async (signal) => {
    const child = start(['simulate', '--port', '0', '--profile', 'slow', '--quiet']);
    const ended = outcome(child);
    const [line] = await once(child.stdout ?? child, 'data');
    const url = String(line).trim();
    const stalled = fetch(`${url}/v1/messages`, {
      method: 'POST',
      headers: { 'anthropic-version': '2023-06-01', 'x-aqe-fault': 'stall-before-first' },
      body: JSON.stringify({
        model: 'claude-test-1',
        max_tokens: 10,
        stream: true,
        messages: [{ role: 'user', content: 'Hello' }],
      }),
    });
    expect((await stalled).status).toBe(200);
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, stdout: `${url}\n`, stderr: '' });
  },
);

/**
 * Resolves when the child reads its standard input: more than a pipe and both buffers hold has been
 * taken, so somebody drinks from the other end.
 */
async function reading({ stdin }: ChildProcess): Promise<void> {
  if (stdin === null) throw new Error('no standard input');
  const accepted = stdin.write('#'.repeat(1_000_000));
  if (!accepted) await once(stdin, 'drain');
}
