import { dirname } from 'node:path';

/** A folder and those above it, innermost first, up to the root (or to the top, when the folder is elsewhere). */
export function* foldersUpTo(root: string, folder: string): Generator<string> {
  let current = folder;
  yield current;
  while (current !== root && current !== dirname(current)) {
    current = dirname(current);
    yield current;
  }
}

/** UTF-8 bytes as text, without a byte order mark. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
