import {
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { env, execPath, kill, platform, versions } from 'node:process';
import { pathToFileURL } from 'node:url';
import { lazily } from '../core/lazily.ts';
import type {
  ProgramEnd,
  ProgramOptions,
  ProjectCopy,
  Workbench,
} from '../core/escalation/workbench.ts';
import { hasCode } from './file-failure.ts';
import { pathInside } from './path-inside.ts';
import { removeLeftovers } from './remove-leftovers.ts';

/** Bytes of a file that is read. */
const MAX_READ = 4 * 1024 * 1024;
/** Bytes of output that a program may write. */
const MAX_OUTPUT = 4 * 1024 * 1024;
/** Characters of it that are told: more than a test runner writes below its counts, where tests fail. */
const TOLD = 256 * 1024;
/** Milliseconds that a look at the system may take. */
const PROBE_MS = 2000;
/** Whether a program can lead a group of processes. */
const hasGroups = platform !== 'win32';
const absent = new Set(['ENOENT', 'EISDIR', 'ENOTDIR']);
const PREFIX = 'aqe-verify-';
const leftOut = new Set(['node_modules', '.git', 'coverage']);

/**
 * Tries answers in a copy of the project, in the system's folder for temporary files.
 * @param without files of the project that are left out: databases are large, and what is copied of them while they are written to is none
 */
export function workbench(project: string, without: readonly string[] = []): Workbench {
  const gone = new Set(without.map((path) => resolve(project, path)));
  return {
    read: async (path) => readInside(project, path),
    withCopy: async (work) => {
      await tidied();
      const home = await mkdtemp(join(tmpdir(), PREFIX));
      const folder = join(home, 'project');
      try {
        await copyProject(project, folder, gone);
        return await work(projectCopy(folder, home));
      } finally {
        await rm(home, { recursive: true, force: true });
      }
    },
  };
}

/** Once in each process. */
const tidied = lazily(async () => removeLeftovers(tmpdir(), PREFIX, Date.now()));

async function copyProject(
  project: string,
  folder: string,
  without: ReadonlySet<string>,
): Promise<void> {
  const filter = async (source: string): Promise<boolean> =>
    source === project ||
    (!leftOut.has(basename(source)) &&
      !without.has(resolve(source)) &&
      (await canBeCopied(source)));
  // A link of the project leads to the copy's own files, where it did to the project's.
  await cp(project, folder, { recursive: true, verbatimSymlinks: true, filter });
  try {
    await symlink(join(project, 'node_modules'), join(folder, 'node_modules'), 'junction');
  } catch (error) {
    if (!(hasCode(error) && error.code === 'EPERM')) throw error;
  }
}

/** Sockets and pipes of servers that run in the project are nobody's code. */
async function canBeCopied(path: string): Promise<boolean> {
  const entry = await lstat(path);
  return entry.isFile() || entry.isDirectory() || entry.isSymbolicLink();
}

function projectCopy(folder: string, home: string): ProjectCopy {
  return {
    nodeMajor: Number.parseInt(versions.node, 10),
    read: async (path) => readInside(folder, path),
    write: async (path, content) => {
      const file = await pathInside(folder, path);
      if (file === undefined) return false;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      return true;
    },
    run: async (command, options) => run(command, { ...options, folder, home }),
  };
}

async function readInside(folder: string, path: string): Promise<string | undefined> {
  const file = await pathInside(folder, path);
  if (file === undefined) return undefined;
  try {
    const { size } = await stat(file);
    if (size > MAX_READ) return undefined;
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof TypeError || (hasCode(error) && absent.has(error.code))) return undefined;
    throw error;
  }
}

interface Place extends ProgramOptions {
  readonly folder: string;
  readonly home: string;
}

async function run(
  command: readonly string[],
  { folder, home, timeoutMs, signal, input = '', memoryMb }: Place,
): Promise<ProgramEnd> {
  const { execa } = await import('execa');
  const [program = '', ...args] = [
    ...(await withoutNetwork()),
    ...limited(memoryMb),
    ...command.map(asNode),
  ];
  const child = execa(program, args, {
    cwd: folder,
    reject: false,
    all: true,
    input,
    timeout: timeoutMs,
    cancelSignal: signal,
    maxBuffer: MAX_OUTPUT,
    // There is nothing that it should put in order: the copy goes away.
    killSignal: 'SIGKILL',
    detached: hasGroups,
    extendEnv: false,
    env: { PATH: env['PATH'], SYSTEMROOT: env['SYSTEMROOT'], HOME: home, CI: '1', NO_COLOR: '1' },
  });
  child.once('exit', () => {
    endGroup(child.pid);
  });
  const { exitCode, timedOut, all } = await child;
  return { exitCode, timedOut, output: withoutFolder(all, folder).slice(-TOLD) };
}

/** Ends what a program has started and left behind: it would work on in a folder that is gone, and keep our pipes open. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined || !hasGroups) return;
  try {
    kill(-leader, 'SIGKILL');
  } catch {
    // It left nothing behind.
  }
}

/** Where the copy lies is nobody's business, and would make every prompt with findings another one. */
function withoutFolder(output: string, folder: string): string {
  return output.replaceAll(`${pathToFileURL(folder).href}/`, '').replaceAll(`${folder}${sep}`, '');
}

/** Linux counts what a process may write to; what Node.js only reserves is not in it. */
function limited(memoryMb: number | undefined): readonly string[] {
  if (memoryMb === undefined || platform !== 'linux') return [];
  return ['sh', '-c', `ulimit -d ${memoryMb * 1024}; exec "$@"`, 'sh'];
}

function asNode(part: string, index: number): string {
  return index === 0 && part === 'node' ? execPath : part;
}

const ISOLATION = [
  'unshare',
  '--user',
  '--map-current-user',
  '--net',
  // Who starts others takes them along when it is ended.
  '--pid',
  '--fork',
  '--kill-child',
  'sh',
  '-c',
  'ip link set lo up 2>/dev/null; exec "$@"',
  'sh',
];

/** A network of its own has nothing but the loopback interface. Linux only, and not everywhere there. */
const withoutNetwork = lazily(async (): Promise<readonly string[]> => {
  if (platform !== 'linux') return [];
  const { execa } = await import('execa');
  const { exitCode } = await execa('unshare', [...ISOLATION.slice(1), 'true'], {
    reject: false,
    timeout: PROBE_MS,
  });
  return exitCode === 0 ? ISOLATION : [];
});
