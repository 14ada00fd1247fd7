// Loaded before a measured program (--import): when it ends, the largest resident memory that it had goes, in kilobytes,
// to descriptor 3. Linux starts ru_maxrss of a child at its parent's size, so the kernel's own high-water mark of this
// program comes first, where there is one.
import { readFileSync, writeSync } from 'node:fs';

function peak() {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
    if (found !== null) return Number(found[1]);
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS;
}

process.on('exit', () => {
  writeSync(3, `${peak()}\n`);
});
