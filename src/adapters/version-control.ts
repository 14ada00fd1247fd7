import type { VersionControl } from '../core/source-ports.ts';
import { AqeError } from '../errors.ts';
import { fieldsOf, git } from './git.ts';

/** What aqe itself keeps in a work tree. */
const OWN = '.aqe/migrations/';

/**
 * git on this machine. `changes` fails with TREE_DIRTY when git cannot tell.
 * @param signal ends it with INTERRUPTED
 */
export function gitVersionControl(signal: AbortSignal): VersionControl {
  return { changes: async (root) => changes(root, signal) };
}

async function changes(root: string, signal: AbortSignal): Promise<readonly string[]> {
  // Without renames: a file that moved is one that went and one that came, and both names count.
  const args = ['status', '--porcelain', '-z', '--untracked-files=all', '--no-renames'];
  const answer = await git(args, { cwd: root, signal });
  if (answer?.status !== 0) throw unknown(answer?.complaint.trim() ?? 'git is not installed');
  // `XY path`: two letters for the index and the work tree, and a space.
  return fieldsOf(answer)
    .map((field) => field.slice(3))
    .filter((path) => !path.startsWith(OWN));
}

function unknown(reason: string): AqeError {
  return new AqeError('TREE_DIRTY', `git cannot tell what is uncommitted: ${reason}`, {
    hint: 'Run `git status` to see what it needs.',
  });
}
