import type { ConfigDocument } from '../document/parse.ts';
import { type Path, unsharedNode } from '../document/span.ts';

/** Says that `--fix` repairs a value; empty where other places repeat it, because there it is left alone. */
export function fixNote(document: ConfigDocument, path: Path): string {
  return unsharedNode(document, path) === undefined ? '' : ' (`--fix` does it)';
}
