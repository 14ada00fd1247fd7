import { realpathSync } from 'node:fs';
import type { CodeAccess } from '../core/source-ports.ts';
import { nodeDisk } from './node-disk.ts';
import { sourceFinder } from './source-finder.ts';
import { sourceReader } from './source-reader.ts';
import { gitVersionControl } from './version-control.ts';

/** The source code of the project in a folder. */
export function codeAccess(cwd: string, signal: AbortSignal): CodeAccess {
  return {
    // Imports are resolved to real paths: the files must be known by theirs.
    finder: sourceFinder(realpathSync(cwd), signal),
    reader: sourceReader(),
    // Loaded while git is at work.
    resolver: async () => (await import('./module-resolver.ts')).moduleResolver,
    versionControl: gitVersionControl(signal),
    typeChecker: async (root) => {
      const { projectTypeChecker } = await import('./project-typescript.ts');
      return projectTypeChecker({ root, signal });
    },
    disk: nodeDisk,
  };
}
