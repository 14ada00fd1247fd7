import { basename } from 'node:path';

/** True for TypeScript and JavaScript, by name; declarations are neither. */
export function isSource(path: string): boolean {
  return /\.(?:[cm]?[jt]s|[jt]sx)$/.test(path) && !isDeclaration(path);
}

/** True for `.d.ts` and its kin, which say what code there is elsewhere. */
export function isDeclaration(path: string): boolean {
  return /\.d\.[cm]?ts$/.test(path);
}

/** True for files that package managers write; what stands in them is nobody's text. */
export function isLockFile(path: string): boolean {
  const name = basename(path);
  return name.endsWith('.lock') || lockFiles.has(name);
}

const lockFiles: ReadonlySet<string> = new Set([
  'bun.lockb',
  'npm-shrinkwrap.json',
  'package-lock.json',
  'pnpm-lock.yaml',
]);

/**
 * True when a folder on the way is one that holds what was installed or built.
 * @param path relative, with slashes
 */
export function isInBuiltFolder(path: string): boolean {
  return /(?:^|\/)(?:node_modules|dist)\//.test(path);
}
