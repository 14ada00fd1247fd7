import { type ChildProcess, execFileSync, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A PostgreSQL server of its own, on a free port of the loopback interface. */
export interface PostgresServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Ends the server at once, as a crash does, and leaves its data. */
  crash(): Promise<void>;
  /** Starts a server that crashed; it recovers what was committed. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The folder with initdb and postgres, in PATH or where Debian puts it; undefined when there is none. */
export function postgresFolder(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  );
}

/** Makes a cluster in a temporary folder and starts it; it asks for a password as a real one does. */
export async function startPostgres(folder: string): Promise<PostgresServer> {
  const dir = mkdtempSync(join(tmpdir(), 'aqe-pg-'));
  const [user, password, data] = ['fleet', 'correct horse', join(dir, 'data')];
  writeFileSync(join(dir, 'password'), password);
  const options = unprivileged(dir);
  execFileSync(
    join(folder, 'initdb'),
    ['-D', data, '-U', user, '-A', 'scram-sha-256', '--no-sync', `--pwfile=${dir}/password`],
    { ...options, stdio: 'pipe' },
  );
  const port = await freePort();
  const start = async (): Promise<ChildProcess> =>
    started(folder, ['-D', data, '-p', String(port)], options);
  let child = await start();
  return {
    port,
    user,
    password,
    crash: async () => ended(child, 'SIGQUIT'),
    start: async () => {
      child = await start();
    },
    stop: async () => {
      await ended(child, 'SIGQUIT');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function started(
  folder: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<ChildProcess> {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const child = spawn(
    join(folder, 'postgres'),
    [...args, ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (child.stderr === null) throw new Error('no log');
  await saidReady(child.stderr);
  return child;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'exit');
  child.kill(signal);
  await closed;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(dir: string): SpawnOptions {
  if (process.getuid?.() !== 0) return { cwd: dir };
  const [uid = 0, gid = 0] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })),
  );
  for (const path of [dir, join(dir, 'password')]) chownSync(path, uid, gid);
  return { cwd: dir, uid, gid };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function saidReady(log: NodeJS.ReadableStream): Promise<void> {
  let text = '';
  for await (const chunk of log) {
    text += String(chunk);
    if (text.includes('ready to accept connections')) return;
  }
  throw new Error(`PostgreSQL did not start:\n${text}`);
}
