import { AqeError } from '../../../errors.ts';
import type { HalfMoved } from './move-all.ts';
import type { JournalJob } from './ports.ts';

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
