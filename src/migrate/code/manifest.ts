import { dirname, join } from 'node:path';
import type { SourceReader } from '../../core/source-ports.ts';

/** A package.json, and the folder that it is in. */
export interface Manifest {
  readonly folder: string;
  /** Names of all kinds of dependencies. */
  readonly dependencies: ReadonlySet<string>;
  /** Its `.js` files are ECMAScript modules. */
  readonly isModule: boolean;
}

const kinds = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** The nearest package.json upward of a file, not above the root; one that is broken counts as empty. */
export function nearestManifest(
  file: string,
  root: string,
  reader: SourceReader,
): Manifest | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const bytes = reader.read(join(folder, 'package.json'));
    if (bytes !== undefined) return describe(folder, contentOf(bytes));
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}

function describe(folder: string, content: ReadonlyMap<string, unknown>): Manifest {
  const dependencies = kinds.flatMap((kind) => {
    const found = content.get(kind);
    return typeof found === 'object' && found !== null ? Object.keys(found) : [];
  });
  const isModule = content.get('type') === 'module';
  return { folder, dependencies: new Set(dependencies), isModule };
}

function contentOf(bytes: Uint8Array): ReadonlyMap<string, unknown> {
  try {
    const content: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return new Map(typeof content === 'object' && content !== null ? Object.entries(content) : []);
  } catch {
    return new Map();
  }
}
