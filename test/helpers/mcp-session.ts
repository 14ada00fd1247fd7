import { PassThrough } from 'node:stream';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { onTestFinished } from 'vitest';
import { main } from '../../src/main.ts';
import { bin, TEST_NOW } from './run-cli.ts';

/** A client of `aqe mcp`, and how the server ends. */
export interface McpSession {
  readonly client: Client;
  /** Goes away; answers the exit code of the server where it runs in this process. */
  readonly leave: () => Promise<number | undefined>;
}

type Env = Readonly<Record<string, string>>;

/** Talks to a server in this process: its coverage counts. */
export async function mcpInProcess(
  cwd: string,
  { env = {}, argv = [] }: { readonly env?: Env; readonly argv?: readonly string[] } = {},
): Promise<McpSession> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stderr.resume();
  const now = new Date(TEST_NOW);
  const signal = new AbortController().signal;
  const world = { stdin, stdout, stderr, env, cwd, clock: { now: () => now }, signal };
  const ended = main(['mcp', ...argv], world);
  // Both ends speak lines of JSON: the server's transport does for a client, the other way round.
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(new StdioServerTransport(stdout, stdin));
  const leave = async (): Promise<number> => {
    stdin.end();
    return ended;
  };
  onTestFinished(async () => void (await leave()));
  return { client, leave };
}

/** Talks to the built program, as an editor does. */
export async function mcpSpawned(cwd: string, env: Env = {}): Promise<McpSession> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [bin, 'mcp'],
    cwd,
    env: { ...env },
    stderr: 'ignore',
  });
  await client.connect(transport);
  const leave = async (): Promise<undefined> => {
    await client.close();
  };
  onTestFinished(leave);
  return { client, leave };
}

/** The JSON value that a tool or a resource answered first. */
export function jsonOf(parts: readonly object[]): unknown {
  const [first] = parts;
  const text: unknown = first === undefined ? undefined : Reflect.get(first, 'text');
  if (typeof text !== 'string') throw new Error('the answer has no text');
  return JSON.parse(text);
}
