import { AqeError } from '../../../errors.ts';
import type { JournalJob } from './ports.ts';

/** Some files could neither be written nor put back. */
export class HalfMoved extends Error {
  override readonly name = 'HalfMoved';
  readonly paths: readonly string[];

  /** @param cause why writing ended */
  constructor(paths: readonly string[], cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.paths = paths;
  }
}

/** For a file that does not hold what it held when it was read. */
export function changedMeanwhile(path: string): AqeError {
  return new AqeError('MIGRATION_REFUSED', `${path} was changed by somebody else meanwhile`, {
    hint: 'Wait until nothing else writes to these files, and run the command again.',
  });
}

/** The same failure, and that it did no harm. */
export function unchanged(error: unknown): unknown {
  if (!(error instanceof AqeError)) return error;
  const hint = ['Nothing was changed: all files are as they were.', error.hint];
  return new AqeError(error.code, error.message, {
    hint: hint.filter((part) => part !== undefined).join(' '),
    location: error.location,
    cause: error,
  });
}

/** Neither forth nor back: what the user can do about it. */
export function halfMoved(error: HalfMoved, { command }: JournalJob): AqeError {
  const reason = `${error.message}; these could not be put back: ${someOf(error.paths)}`;
  return new AqeError('FILE_UNWRITABLE', reason, {
    hint: `Nothing is lost: the former contents are kept. Mend what is in the way, then use: aqe ${command} --undo`,
    cause: error,
  });
}

/** A few names, and how many more there are. */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
