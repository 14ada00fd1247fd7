import type { SourceReader } from '../../src/core/source-ports.ts';

/** Reads from texts in memory, by absolute path. */
export function memoryReader(files: Readonly<Record<string, string>>): SourceReader {
  return {
    read: (path) => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
  };
}
