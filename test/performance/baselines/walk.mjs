// The least that any codemod has to do: walk a folder, read every source file, test its bytes for the word.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = /\.[cm]?[jt]sx?$/;
const skipped = new Set(['node_modules', '.git']);
let read = 0;
let found = 0;

function walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) walk(path);
    } else if (source.test(entry.name)) {
      read += 1;
      if (readFileSync(path).includes('performTask')) found += 1;
    }
  }
}

walk('.');
process.stdout.write(JSON.stringify({ read, found }));
