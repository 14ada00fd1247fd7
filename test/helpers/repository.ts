import { execFileSync } from 'node:child_process';
import { type Project, project } from './project.ts';

/** A temporary git work tree. */
export interface Repository extends Project {
  /** Runs git in it; what the environment says of other repositories is not heard. */
  readonly git: (...args: string[]) => string;
}

/** Makes a git work tree with files that git does not track yet. */
export function repository(files: Readonly<Record<string, string | Uint8Array>> = {}): Repository {
  const folder = project(files);
  const git = (...args: string[]): string => runGit(folder.dir, args);
  git('init', '--quiet');
  return { ...folder, git };
}

/** Runs git anywhere, as somebody, with no configuration but the repository's. */
export function runGit(cwd: string, args: readonly string[]): string {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return execFileSync('git', [...who, '-c', 'protocol.file.allow=always', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(kept), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  });
}
