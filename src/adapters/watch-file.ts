import { watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { WatchFile } from '../core/ports.ts';

/** A mounted ConfigMap swaps a link of this kind in the folder, and never touches the file itself. */
const SWAPPED = '..';

/** Watches the folder of a file, relative to a working directory: a watcher of the file would keep looking at the one that was replaced. */
export const watchFileFrom =
  (cwd: string): WatchFile =>
  (path, wake) => {
    const name = basename(path);
    try {
      const watcher = watch(dirname(resolve(cwd, path)), { persistent: false }, (_, changed) => {
        if (changed === null || changed === name || changed.startsWith(SWAPPED)) wake();
      });
      watcher.on('error', () => {
        watcher.close();
      });
      return () => {
        watcher.close();
      };
    } catch {
      // No such folder, or no watch left on this machine: whoever watches also looks every so often.
      return () => undefined;
    }
  };
