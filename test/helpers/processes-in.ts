import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The command lines of the processes that work in a folder or below it, removed ones included; Linux only. */
export function processesIn(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (!readlinkSync(`/proc/${pid}/cwd`).startsWith(`${folder}/`)) return [];
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()];
      } catch {
        // It ended meanwhile, or is somebody else's.
        return [];
      }
    });
}
