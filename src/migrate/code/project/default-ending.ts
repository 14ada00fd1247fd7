import { dirname, extname } from 'node:path';
import type { SourceReader } from '../../../core/source-ports.ts';
import { nearestManifest } from '../manifest.ts';
import type { ImportEnding } from '../types/relative-import.ts';
import { compilerOption } from './compiler-option.ts';

/** Node's own way to resolve imports, by any of its names. */
const nodeModules = /^node(16|18|20|next)$/i;

/**
 * How relative imports of a file must end when no import of it shows that: ECMAScript modules that are resolved as Node does it need an ending.
 * @param file absolute path
 */
export function defaultEnding(
  file: string,
  { reader, root }: { readonly reader: SourceReader; readonly root: string },
): ImportEnding {
  const folder = dirname(file);
  const asNode = ['module', 'moduleResolution'].some((option) =>
    nodeModules.test(String(compilerOption(option, folder, { reader, root }))),
  );
  const ending = extname(file);
  const isModule =
    ending === '.mts' ||
    (ending !== '.cts' && nearestManifest(file, root, reader)?.isModule === true);
  return asNode && isModule ? '.js' : '';
}
