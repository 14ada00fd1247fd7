import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { AqeError } from '../errors.ts';
import { sidecars } from './find-occupant.ts';
import type { BackupPorts } from './ports.ts';
import { refuseInUse } from './refuse-in-use.ts';
import type { RestoreStep } from './restore-plan.ts';

/** A step with the names that its files have for a moment. */
interface Swap extends RestoreStep {
  readonly staged: string;
  readonly former: string;
}

/** How to take back what was done, in the order it was done. */
type Undo = (() => Promise<void>)[];

/** Where the verified files are, and what may stop the work. */
export interface ApplyOptions {
  /** The folder that the archive was unpacked to. */
  readonly unpacked: string;
  readonly signal: AbortSignal;
}

/**
 * Brings files in place, all or none: each is first copied beside its target, then all are renamed; when
 * anything fails, what was there before is put back.
 * @throws AqeError DATABASE_BUSY, FILE_…, INTERRUPTED
 */
export async function applyRestore(
  steps: readonly RestoreStep[],
  options: ApplyOptions,
  ports: BackupPorts,
): Promise<void> {
  const run = randomUUID().slice(0, 8);
  const swaps = steps.map((step) => ({
    ...step,
    staged: beside(step.target, `aqe-new-${run}`),
    former: beside(step.target, `aqe-former-${run}`),
  }));
  const undo: Undo = [];
  try {
    for (const swap of swaps) {
      // oxlint-disable-next-line no-await-in-loop -- large files: one after the other
      await stage(swap, options, ports);
    }
    await refuseInUse(steps, ports);
    for (const swap of swaps) {
      // oxlint-disable-next-line no-await-in-loop -- in order, so that the reverse order undoes it
      await exchange(swap, undo, ports);
    }
  } catch (error) {
    await takeBack(undo, error);
    await tidy(swaps, ports);
    throw error;
  }
  await tidy(swaps, ports);
}

function beside(target: string, ending: string): string {
  return join(dirname(target), `.${basename(target)}.${ending}`);
}

async function stage(
  { entry, target, staged }: Swap,
  { unpacked, signal }: ApplyOptions,
  { disk }: BackupPorts,
): Promise<void> {
  if (signal.aborted) throw new AqeError('INTERRUPTED', 'interrupted; nothing was restored');
  await disk.makeFolder(dirname(target));
  await disk.copy(join(unpacked, entry.name), staged, Number.parseInt(entry.mode, 8));
}

async function exchange(swap: Swap, undo: Undo, { disk, files }: BackupPorts): Promise<void> {
  const { target, staged, former } = swap;
  // First: the new bytes must never stand beside the old log, not even for a moment.
  if (swap.kind === 'database') await moveSidecars(swap, undo, { disk, files });
  if (swap.action === 'replace') {
    // A second name instead of a move: the target is never missing, the rename replaces it in one step.
    await disk.keep(target, former);
    undo.push(async () => disk.rename(former, target));
    await disk.rename(staged, target);
  } else {
    await disk.rename(staged, target);
    undo.push(async () => files.remove(target));
  }
}

async function moveSidecars(
  { target, former }: Swap,
  undo: Undo,
  { disk, files }: Pick<BackupPorts, 'disk' | 'files'>,
): Promise<void> {
  for (const ending of sidecars) {
    // oxlint-disable-next-line no-await-in-loop -- three small files, in order
    if ((await files.info(target + ending)) === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop
    await disk.rename(target + ending, former + ending);
    undo.push(async () => disk.rename(former + ending, target + ending));
  }
}

async function takeBack(undo: Undo, cause: unknown): Promise<void> {
  try {
    // oxlint-disable-next-line no-await-in-loop -- in reverse order
    for (const step of undo.toReversed()) await step();
  } catch (error) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const why = error instanceof Error ? error.message : String(error);
    throw new AqeError(
      'FILE_UNWRITABLE',
      `${reason}; putting the former files back failed: ${why}`,
      {
        hint: 'The former files are beside their places, named .<file>.aqe-former-…: rename them back.',
        cause,
      },
    );
  }
}

async function tidy(swaps: readonly Swap[], { files }: BackupPorts): Promise<void> {
  const names = swaps.flatMap(({ staged, former }) => [
    staged,
    former,
    ...sidecars.map((ending) => former + ending),
  ]);
  await Promise.all(
    names.map(async (name) => {
      if ((await files.info(name)) !== undefined) await files.remove(name);
    }),
  );
}
