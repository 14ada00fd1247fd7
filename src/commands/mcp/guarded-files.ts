import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Files } from '../../core/ports.ts';
import { AqeError } from '../../errors.ts';

/** Files for whoever is not trusted with the whole disk: what a model asks for may come from a text that somebody else wrote. */
export function guardedFiles(
  files: Files,
  { cwd, allowed }: { readonly cwd: string; readonly allowed: readonly string[] },
): Files {
  const check = async (path: string): Promise<void> => {
    if (!allowed.includes(path) && !(await isBelow(cwd, path))) throw outside(path);
  };
  return {
    read: async (path, limit) => {
      await check(path);
      return files.read(path, limit);
    },
    info: async (path) => {
      await check(path);
      return files.info(path);
    },
    write: async (path) => {
      throw outside(path);
    },
    remove: async (path) => {
      throw outside(path);
    },
  };
}

/** Whether a path ends below the folder, after all links. What is not there ends nowhere, and is judged by its name. */
async function isBelow(cwd: string, path: string): Promise<boolean> {
  const here = await realpath(cwd);
  const wanted = resolve(here, path);
  const place = await realpath(wanted).catch(() => wanted);
  const way = relative(here, place);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function outside(path: string): AqeError {
  return new AqeError('ACCESS_DENIED', `${path} is outside of what the tools may read`, {
    hint: 'The tools of aqe mcp read files below the folder that it was started in, and write none.',
  });
}
