import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { World } from '../../src/cli/world.ts';
import { main } from '../../src/main.ts';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

/** Runs main in a world where asking for the time fails: a defect, as far as any command can tell. */
async function inBrokenWorld(...argv: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const world: Partial<World> = {
    stdout,
    stderr,
    env: {},
    signal: new AbortController().signal,
    clock: {
      now: () => {
        throw new TypeError('the clock stands still');
      },
    },
  };
  const code = await main(argv, world);
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}

it('ends with 70 on a defect, and asks to report it', async () => {
  const { code, stdout, stderr } = await inBrokenWorld('doctor');
  expect({ code, stdout }).toEqual({ code: 70, stdout: '' });
  expect(stderr).toMatch(/^BUG: TypeError: the clock stands still\n/);
  expect(stderr).not.toContain('    at ');
});

it('shows the stack of a defect with --verbose', async () => {
  expect((await inBrokenWorld('doctor', '--verbose')).stderr).toContain('    at ');
});

it('prints a defect as one JSON value with --json', async () => {
  const { code, stdout } = await inBrokenWorld('doctor', '--json');
  expect(code).toBe(70);
  expect(expectJson(stdout, 'error')).toEqual({
    error: { code: 'BUG', message: 'the clock stands still' },
  });
});

it.each([
  ['an unknown option', ['doctor', '--nope'], 'USAGE'],
  ['a missing file', ['migrate-config', 'absent.yaml'], 'FILE_NOT_FOUND'],
])('prints %s as one JSON value with --json', async (_, argv, code) => {
  const outcome = await inProcess([...argv, '--json']);
  expect(outcome.code).toBe(2);
  expect(expectJson(outcome.stdout, 'error')).toMatchObject({ error: { code } });
});
