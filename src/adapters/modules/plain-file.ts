import { realpathSync, statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';

/** How a request for a file may be meant. */
interface PlainNames {
  /** Endings that may be missing. */
  readonly extensions: readonly string[];
  /** What an ending may stand for, the likeliest first. */
  readonly extensionAlias: Readonly<Record<string, readonly string[]>>;
}

/**
 * The file that a relative import names, links resolved: one name after the other is tried.
 * @returns undefined when there is none, or when more than names would have to be looked at, as for a folder
 */
export function plainFile(folder: string, request: string, names: PlainNames): string | undefined {
  const isPlain = /^\.\.?\//.test(request) && !/[?#\\]|\/\.{0,2}$/.test(request);
  if (!isPlain) return undefined;
  for (const path of candidates(resolve(folder, request), names)) {
    const found = realFile(path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function candidates(path: string, { extensions, extensionAlias }: PlainNames): readonly string[] {
  const ending = extname(basename(path));
  const stem = path.slice(0, path.length - ending.length);
  const aliases = (extensionAlias[ending] ?? []).map((alias) => stem + alias);
  // Where an ending stands for others, nothing else is meant.
  return aliases.length > 0 ? aliases : [path, ...extensions.map((extension) => path + extension)];
}

function realFile(path: string): string | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true
      ? realpathSync(path)
      : undefined;
  } catch {
    // Not allowed, or no path at all: whoever looks closer may say more.
    return undefined;
  }
}
