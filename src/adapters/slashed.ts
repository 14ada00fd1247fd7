import { sep } from 'node:path';

/** A relative path the way git and patterns write it, with slashes on every system. */
export function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
