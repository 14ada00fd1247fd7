// execFile, not execa: importing execa takes longer than all that git does here (106 ms on Node 20).
import { execFile } from 'node:child_process';
import { env } from 'node:process';
import { AqeError } from '../errors.ts';
import { hasCode } from './file-failure.ts';

/** Where git works, and what ends it early. */
export interface GitPlace {
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** What a run of git left behind. */
export interface GitAnswer {
  /** The exit code; -1 when a signal ended it. */
  readonly status: number;
  readonly output: string;
  /** Standard error. */
  readonly complaint: string;
}

/** The list of a work tree with millions of files fits. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/**
 * Runs git, without a shell; undefined when it is not installed.
 * @throws AqeError INTERRUPTED when the signal aborts
 */
export async function git(
  args: readonly string[],
  { cwd, signal }: GitPlace,
): Promise<GitAnswer | undefined> {
  const options = { cwd, signal, maxBuffer: MAX_OUTPUT, env: environment(), windowsHide: true };
  return new Promise((resolve, reject) => {
    execFile('git', [...args], options, (error, output, complaint) => {
      if (signal.aborted) reject(new AqeError('INTERRUPTED', 'interrupted', { cause: error }));
      else if (hasCode(error)) resolve(undefined);
      else resolve({ status: statusOf(error), output, complaint });
    });
  });
}

/** The fields of an answer that ends each with NUL, as `-z` makes them. */
export function fieldsOf({ output }: GitAnswer): string[] {
  return output.split('\0').slice(0, -1);
}

function statusOf(error: Error | null): number {
  if (error === null) return 0;
  return 'code' in error && typeof error.code === 'number' ? error.code : -1;
}

/**
 * What a hook of git inherits names the repository that is at work, which may not be the one in `cwd`, and an
 * index that is not the user's. PATH, HOME and the configuration in GIT_CONFIG_… stay.
 */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !repositoryVariables.has(name));
  // Looking must not write: `git status` would refresh the index.
  return { ...Object.fromEntries(kept), GIT_OPTIONAL_LOCKS: '0' };
}

const repositoryVariables: ReadonlySet<string> = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_GLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
  'GIT_INDEX_FILE',
  'GIT_LITERAL_PATHSPECS',
  'GIT_NAMESPACE',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_WORK_TREE',
]);
