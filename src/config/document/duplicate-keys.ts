import type { ConfigDocument } from './parse.ts';
import { keyText } from './span.ts';
import type { SourceNode } from './tree.ts';
import { nodesOf } from './walk.ts';

/** A key that its map already has. */
export interface DuplicateKey {
  readonly key: string;
  readonly first: SourceNode;
  readonly again: SourceNode;
}

/** Every key that stands twice in one map, in the order of the text. One pass, any number of keys. */
export function duplicateKeys({
  root,
  text,
}: Pick<ConfigDocument, 'root' | 'text'>): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  for (const node of nodesOf(root)) {
    if (node.kind !== 'map') continue;
    const seen = new Map<string, SourceNode>();
    for (const { key } of node.pairs) {
      const name = keyText(text, key);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, key);
      else found.push({ key: name, first, again: key });
    }
  }
  return found.toSorted((a, b) => a.again.start - b.again.start);
}
