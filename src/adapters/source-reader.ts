import { readFileSync, statSync } from 'node:fs';
import type { SourceReader } from '../core/source-ports.ts';
import { hasCode } from './file-failure.ts';

/** Source files on this machine. */
export function sourceReader(): SourceReader {
  return { read: readRegularFile };
}

/** The content of a regular file; undefined when there is none, or when it cannot be read. */
export function readRegularFile(path: string): Uint8Array | undefined {
  try {
    // A named pipe would wait for its writer for ever.
    return statSync(path).isFile() ? readFileSync(path) : undefined;
  } catch (error) {
    if (hasCode(error)) return undefined;
    throw error;
  }
}
