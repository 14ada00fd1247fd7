import { dirname } from 'node:path';
import { type FileState, sameBytes, sameState, stateOf } from './content.ts';
import { changedMeanwhile, HalfMoved } from './failures.ts';
import { inParallel } from './in-parallel.ts';
import type { JournalPorts } from './ports.ts';

/** One file on its way from what it holds now to what it shall hold. Undefined means that it is not there. */
export interface Move {
  /** Absolute. */
  readonly path: string;
  readonly from: FileState | undefined;
  readonly to: FileState | undefined;
}

/**
 * Brings every file to its new state, or leaves all as they were.
 * @throws AqeError MIGRATION_REFUSED when a file changed meanwhile, FILE_… when one cannot be written
 * @throws HalfMoved when, after such a failure, a file could not be put back either
 */
export async function moveAll(moves: readonly Move[], ports: JournalPorts): Promise<void> {
  const begun: Move[] = [];
  try {
    await inParallel(moves, async (move) => {
      const now = await requireUnchanged(move, ports);
      begun.push(move);
      await put(move, now, ports);
    });
  } catch (error) {
    const stuck = await putBack(begun, ports);
    if (stuck.length > 0) throw new HalfMoved(stuck, error);
    throw error;
  }
}

/** Last look before writing: an editor may be at work too. */
async function requireUnchanged(
  { path, from }: Move,
  ports: JournalPorts,
): Promise<FileState | undefined> {
  const now = await stateOf(path, ports);
  if (!sameBytes(now?.bytes, from?.bytes)) throw changedMeanwhile(path);
  return now;
}

/** One after the other, so that a disk that is full has to hold no more than one file twice. */
async function putBack(moves: readonly Move[], ports: JournalPorts): Promise<string[]> {
  const stuck: string[] = [];
  for (const move of moves) {
    // oxlint-disable-next-line no-await-in-loop
    const back = await putOneBack(move, ports).catch(() => false);
    if (!back) stuck.push(move.path);
  }
  return stuck;
}

async function putOneBack({ path, from, to }: Move, ports: JournalPorts): Promise<boolean> {
  const now = await stateOf(path, ports);
  if (sameState(now, from)) return true;
  // Neither the old nor the new content: somebody has written it since, and keeps it.
  if (![from, to].some((state) => sameBytes(now?.bytes, state?.bytes))) return false;
  await put({ path, to: from }, now, ports);
  return true;
}

async function put(
  { path, to }: Pick<Move, 'path' | 'to'>,
  now: FileState | undefined,
  { files, disk }: JournalPorts,
): Promise<void> {
  if (to === undefined) {
    if (now !== undefined) await files.remove(path);
    return;
  }
  const { bytes, mode } = to;
  if (now === undefined) await disk.makeFolder(dirname(path));
  await files.write(path, bytes, { overwrite: now !== undefined, mode });
  if (now !== undefined && now.mode !== mode) await disk.setMode(path, mode);
}
