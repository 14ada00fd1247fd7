import { dirname, extname } from 'node:path';
import type { SourceReader } from '../../../core/source-ports.ts';
import { nearestManifest } from '../manifest.ts';
import type { NodeModuleKind } from '../types/type-source.ts';
import { compilerOption } from './compiler-option.ts';

/** Node's own way to resolve imports, by any of its names. */
const nodeModules = /^node(16|18|20|next)$/i;

/**
 * What a file is where imports are resolved as Node does it; undefined where they are resolved in other ways.
 * @param file absolute path
 */
export function nodeModuleKind(
  file: string,
  { reader, root }: { readonly reader: SourceReader; readonly root: string },
): NodeModuleKind | undefined {
  const folder = dirname(file);
  const asNode = ['module', 'moduleResolution'].some((option) =>
    nodeModules.test(String(compilerOption(option, folder, { reader, root }))),
  );
  if (!asNode) return undefined;
  const ending = extname(file);
  const isModule =
    ending === '.mts' ||
    (ending !== '.cts' && nearestManifest(file, root, reader)?.isModule === true);
  if (!asNode) return undefined;
  return isModule ? 'module' : 'commonjs';
}
