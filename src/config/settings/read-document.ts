import type { Files } from '../../core/ports.ts';
import { MAX_CONFIG_BYTES, type ConfigDocument } from '../document/parse.ts';
import { configFile } from '../effective/config-file.ts';
import type { Environment } from '../effective/layers.ts';
import { readFleet } from '../validate/read-fleet.ts';

/** A configuration that was looked for. */
export interface FoundDocument {
  readonly path: string;
  /** Undefined when the default file is not there, which is fine: defaults and environment count then. */
  readonly document: ConfigDocument | undefined;
}

/**
 * Reads the configuration that is meant: the argument, else $CONFIG_FILE, else config/fleet.yaml. Only the last one need not be there.
 * @throws AqeError FILE_…, CONFIG_…
 */
export async function readDocument(
  argument: string | undefined,
  { files, env }: { readonly files: Files; readonly env: Environment },
): Promise<FoundDocument> {
  const { path, named } = configFile(argument, env);
  if (!named && (await files.info(path)) === undefined) return { path, document: undefined };
  return { path, document: await readFleet(await files.read(path, MAX_CONFIG_BYTES), path) };
}
