import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { JournalPorts } from './ports.ts';

/**
 * Where a path really is, when that is below the root with all links resolved; undefined when it leads out of it,
 * or when it is a link to nothing. The file itself need not be there.
 */
export async function realPlace(
  path: string,
  root: string,
  { disk }: Pick<JournalPorts, 'disk'>,
): Promise<string | undefined> {
  const [top, real] = await Promise.all([disk.resolve(root), resolveNew(path, disk)]);
  return top !== undefined && real !== undefined && isBelow(top, real) ? real : undefined;
}

/** True when no link is on the way from the root to a path, there or not. */
export async function isPlain(
  path: string,
  root: string,
  { disk }: Pick<JournalPorts, 'disk'>,
): Promise<boolean> {
  const [top, real] = await Promise.all([disk.resolve(root), resolveNew(path, disk)]);
  return top !== undefined && real === join(top, relative(root, path));
}

/** A path relative to the root, with slashes; undefined when it is not below it. */
export function below(root: string, path: string): string | undefined {
  return isBelow(root, path) ? relative(root, path).replaceAll(sep, '/') : undefined;
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function resolveNew(path: string, disk: JournalPorts['disk']): Promise<string | undefined> {
  const real = await disk.resolve(path);
  if (real !== undefined) return real;
  const folder = dirname(path);
  if (folder === path) return undefined;
  // Something has this name, and yet leads nowhere: a dangling link, which writing would follow.
  if ((await disk.list(folder)).includes(basename(path))) return undefined;
  const above = await resolveNew(folder, disk);
  return above === undefined ? undefined : join(above, basename(path));
}
