import { AqeError } from '../errors.ts';

/** What a failed call of the file system means to the user; other errors come back as they are. */
export function fileFailure(what: string, error: unknown): unknown {
  if (error instanceof AqeError || !hasCode(error)) return error;
  const code = error.code === 'EEXIST' ? 'FILE_EXISTS' : 'FILE_UNWRITABLE';
  const hint =
    error.code === 'ENOSPC' ? 'The disk is full; TMPDIR may name another one.' : undefined;
  return new AqeError(code, `cannot ${what}: ${error.message}`, { hint, cause: error });
}

/** True for the errors of the file system and of zlib, which carry a code. */
export function hasCode(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
