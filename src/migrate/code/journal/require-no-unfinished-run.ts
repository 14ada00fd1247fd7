import { AqeError } from '../../../errors.ts';
import { type Run, runsOf } from './places.ts';
import type { JournalPorts } from './ports.ts';
import { readJournal } from './store.ts';

/**
 * Whatever command died half-way: no other may start on what it left.
 * @param command the one that is about to start
 * @throws AqeError CODEMOD_INTERRUPTED
 */
export async function requireNoUnfinishedRun(
  root: string,
  command: string,
  ports: JournalPorts,
): Promise<void> {
  const runs = await runsOf(root, ports);
  for (const run of runs) {
    // oxlint-disable-next-line no-await-in-loop -- a handful of small files
    const journal = await readJournal(run, root, ports);
    if (typeof journal === 'string') throw damaged(run, journal);
    if (journal !== undefined && journal.state !== 'done') throw unfinished(run, command);
  }
}

/** For a run that has not come to its end. */
export function unfinished({ command: former, folder }: Run, command: string): AqeError {
  return new AqeError(
    'CODEMOD_INTERRUPTED',
    `${command} does not start: an earlier run of ${former} was interrupted, or is still at work (${folder})`,
    { hint: `To put back what it changed, use: aqe ${former} --undo` },
  );
}

function damaged({ folder }: Run, reason: string): AqeError {
  return new AqeError('CODEMOD_INTERRUPTED', `the journal in ${folder} is damaged: ${reason}`, {
    hint: 'Compare the copies in its folder `before` with your files, then remove the folder.',
  });
}
