import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { moduleResolver } from '../../src/adapters/module-resolver.ts';
import { type Project, project } from './project.ts';

/** File contents by name. */
export type Contents = Readonly<Record<string, string>>;

/** A project of modules of no interest, and of files with the given contents. */
export function tree(names: readonly string[], contents: Contents = {}): Project {
  const modules = Object.fromEntries(names.map((name) => [name, 'export {};\n']));
  return project({ ...modules, ...contents });
}

/** Where an import leads: the path relative to the project, with the package's name when there is one. */
export function lead(from: Project, file: string, specifier: string): string {
  const root = realpathSync(from.dir);
  const manifests = from
    .list()
    .filter((name) => name.endsWith('package.json') && !name.includes('node_modules'));
  const answer = moduleResolver({ root, manifests }).resolve(`${root}/${file}`, specifier);
  if (answer.kind === 'unresolved') return `? ${answer.reason}`;
  if (answer.kind === 'builtin') return 'builtin';
  const path = relative(root, answer.path);
  return answer.packageName === undefined ? path : `${path} of ${answer.packageName}`;
}

/** Makes a link to a folder of the project, as package managers do. */
export function link(at: Project, target: string, name: string): void {
  mkdirSync(dirname(at.path(name)), { recursive: true });
  symlinkSync(at.path(target), at.path(name), 'dir');
}
