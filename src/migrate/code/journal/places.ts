import { join } from 'node:path';
import { isPlain } from './inside.ts';
import type { JournalPorts } from './ports.ts';

/** One folder of `.aqe/migrations`. */
export interface Run {
  readonly number: number;
  readonly command: string;
  /** Absolute. */
  readonly folder: string;
}

const FOLDER = '.aqe/migrations';

/** Where journals are, relative to the root, with slashes. */
export function relativeFolder(root: string, { folder }: Run): string {
  return folder.slice(root.length).replaceAll('\\', '/').replace(/^\/+/, '');
}

/** Where all runs of a project are. */
export function migrationsFolder(root: string): string {
  return join(root, FOLDER);
}

/** The file that says what a run does. */
export function journalFile({ folder }: Run): string {
  return join(folder, 'journal.json');
}

/** Where a run keeps what was in a file before. */
export function copyOf({ folder }: Run, path: string): string {
  return join(folder, 'before', path);
}

/**
 * All runs of a project, the newest first. Other files and folders there are none of ours, and
 * there are none where a link leads: what is found here is going to be removed.
 */
export async function runsOf(root: string, ports: JournalPorts): Promise<Run[]> {
  const folder = migrationsFolder(root);
  const names = (await isPlain(folder, root, ports)) ? await ports.disk.list(folder) : [];
  return names
    .flatMap((name) => {
      const [, number, command] = /^(\d{4,9})-([a-z][a-z-]*)$/.exec(name) ?? [];
      if (number === undefined || command === undefined) return [];
      return [{ number: Number(number), command, folder: join(folder, name) }];
    })
    .toSorted((one, other) => other.number - one.number);
}

/** The run after all these. */
export function nextRun(root: string, command: string, runs: readonly Run[]): Run {
  const number = 1 + Math.max(0, ...runs.map((run) => run.number));
  const name = `${String(number).padStart(4, '0')}-${command}`;
  return { number, command, folder: join(migrationsFolder(root), name) };
}
