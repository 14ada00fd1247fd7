import { type ConfigDocument, parseConfig } from '../document/parse.ts';
import { refuseDuplicateKeys, requireFleet } from './require-fleet.ts';

/**
 * Reads a configuration that 1.0.4 would read too, and not run on its defaults instead.
 * @throws AqeError what {@link parseConfig} throws, CONFIG_EMPTY, CONFIG_NOT_A_MAP, CONFIG_FOREIGN, CONFIG_DUPLICATE_KEY
 */
export async function readFleet(bytes: Uint8Array, file: string): Promise<ConfigDocument> {
  const document = await parseConfig(bytes, file);
  requireFleet(document);
  // In JSON the last one of a pair counts, also for 1.0.4.
  if (document.format === 'yaml') refuseDuplicateKeys(document);
  return document;
}
