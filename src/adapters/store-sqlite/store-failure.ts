import { AqeError } from '../../errors.ts';

interface Explanation {
  readonly code: RegExp;
  readonly says: string;
  readonly hint: string;
}

const explanations: readonly Explanation[] = [
  {
    code: /BUSY|LOCKED/,
    says: 'stays locked by another process',
    hint: 'Try again when its long transaction has ended. Nothing was recorded.',
  },
  {
    code: /NOTADB|CORRUPT/,
    says: 'is not a whole SQLite database',
    hint: 'Check database.filename, or restore a backup: `aqe backup list`.',
  },
  {
    code: /READONLY|PERM|AUTH/,
    says: 'cannot be written',
    hint: 'Give yourself write permission for the file and its folder, or switch routing.costTracking.enabled off.',
  },
  {
    code: /FULL/,
    says: 'cannot grow: the disk is full',
    hint: 'Make room. What was recorded before is whole.',
  },
];

/** What a failure of SQLite means to the user; what is no failure of SQLite comes back as it is. */
export function storeFailure(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AqeError || !('code' in error)) return error;
  const code = String(error.code);
  const known = explanations.find((one) => one.code.test(code));
  return new AqeError(
    'STORE_UNAVAILABLE',
    `${path} ${known?.says ?? 'cannot be used'}: ${error.message}`,
    {
      hint: known?.hint ?? 'It is the file that database.filename names; `aqe doctor` looks at it.',
      cause: error,
    },
  );
}

/** Whether somebody else has the file. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /BUSY|LOCKED/.test(String(error.code));
}
