import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * The folder with initdb and postgres, in PATH or where Debian puts it; undefined when there is none.
 * @returns {string | undefined}
 */
export function postgresFolder() {
  const debian = '/usr/lib/postgresql';
  const versions = isThere(debian) ? readdirSync(debian) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    // oxlint-disable-next-line node/no-process-env -- a script reads its own
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((program) => isThere(join(folder, program))),
  );
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function isThere(path) {
  return existsSync(path);
}

/** A server of its own, in a temporary folder and on a free port of the loopback interface. */
export async function startPostgres(folder) {
  const dir = mkdtempSync(join(tmpdir(), 'aqe-pg-'));
  const data = join(dir, 'data');
  writeFileSync(join(dir, 'password'), 'rehearsal');
  const options = unprivileged(dir);
  const auth = ['-U', 'fleet', '-A', 'scram-sha-256', `--pwfile=${dir}/password`, '--no-sync'];
  execFileSync(join(folder, 'initdb'), ['-D', data, ...auth], { ...options, stdio: 'pipe' });
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const child = spawn(
    join(folder, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await ready(child);
  return {
    port,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGQUIT');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function ready(child) {
  let log = '';
  for await (const chunk of child.stderr) {
    log += chunk;
    if (!log.includes('ready to accept connections')) continue;
    // Its log is not read any further, and must not fill a pipe.
    child.stderr.resume();
    return;
  }
  throw new Error(`PostgreSQL did not start:\n${log}`);
}

/** PostgreSQL refuses to run as root. */
function unprivileged(dir) {
  if (process.getuid?.() !== 0) return { cwd: dir };
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'])));
  for (const path of [dir, join(dir, 'password')]) chownSync(path, uid, gid);
  return { cwd: dir, uid, gid };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
