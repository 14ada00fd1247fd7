import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { filesBelow } from './files-below.ts';

/** A temporary folder with files in it; removed when the test ends. */
export interface Project {
  readonly dir: string;
  readonly path: (name: string) => string;
  readonly read: (name: string) => string;
  readonly bytes: (name: string) => Buffer;
  readonly write: (name: string, content: string | Uint8Array) => void;
  /** All files below the folder, sorted. */
  readonly list: () => string[];
}

/** Makes a project from names and contents. */
export function project(files: Readonly<Record<string, string | Uint8Array>> = {}): Project {
  const dir = mkdtempSync(join(tmpdir(), 'aqe-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  const path = (name: string): string => join(dir, name);
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  return {
    dir,
    path,
    write,
    read: (name) => readFileSync(path(name), 'utf8'),
    bytes: (name) => readFileSync(path(name)),
    list: () =>
      filesBelow(dir)
        .map((file) => file.slice(dir.length + 1))
        .toSorted(),
  };
}
