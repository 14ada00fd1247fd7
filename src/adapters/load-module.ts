import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AqeError } from '../errors.ts';

/** Which module, and from where. */
export interface ModuleRequest {
  /** As it is written: relative to the folder. */
  readonly module: string;
  /** Nothing outside of it is loaded, links followed. */
  readonly folder: string;
}

/**
 * Loads a JavaScript module of the user's project and gives its exports.
 * @throws AqeError FILE_NOT_FOUND, AGENT_INVALID for one outside of the folder, and for one that does not load
 */
export async function loadModule({ module, folder }: ModuleRequest): Promise<object> {
  const root = await realpath(folder);
  const path = await realpath(resolve(root, module)).catch((error: unknown) => {
    throw new AqeError('FILE_NOT_FOUND', `there is no ${module} in ${folder}`, { cause: error });
  });
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new AqeError('AGENT_INVALID', `${module} lies outside of ${folder}`, {
      hint: 'A module of an agent lies in the folder of its configuration, or below.',
    });
  }
  if (/\.[cm]?tsx?$/.test(path)) {
    throw new AqeError('AGENT_INVALID', `${module} is TypeScript, which Node does not load`, {
      hint: 'Compile it, and name the JavaScript file.',
    });
  }
  try {
    const loaded: object = await import(pathToFileURL(path).href);
    return loaded;
  } catch (error) {
    throw new AqeError('AGENT_INVALID', `${module} does not load: ${String(error)}`, {
      cause: error,
    });
  }
}
