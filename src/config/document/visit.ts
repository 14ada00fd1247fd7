import type { ConfigDocument } from './parse.ts';
import { keyText, type Path } from './span.ts';
import type { SourceNode } from './tree.ts';

/** A value of the document as it is written: what an alias repeats is visited once. */
export interface Visit {
  readonly node: SourceNode;
  /** The key in front of it, when it is in a map. */
  readonly key: SourceNode | undefined;
  /** The key's text, or the index in a list; undefined for the root. */
  readonly part: string | number | undefined;
  readonly parent: Visit | undefined;
}

/** Every value of the document, in the order of the text. */
export function visits(document: Pick<ConfigDocument, 'root' | 'text'>): Visit[] {
  const found: Visit[] = [];
  const visit = (current: Visit): void => {
    found.push(current);
    const { node } = current;
    if (node.kind === 'map') {
      for (const { key, value } of node.pairs) {
        visit({ node: value, key, part: keyText(document.text, key), parent: current });
      }
    } else if (node.kind === 'seq') {
      for (const [part, item] of node.items.entries()) {
        visit({ node: item, key: undefined, part, parent: current });
      }
    }
  };
  if (document.root !== undefined) {
    visit({ node: document.root, key: undefined, part: undefined, parent: undefined });
  }
  return found;
}

/** The path of a visited value. */
export function pathOf(visit: Visit): Path {
  const path: (string | number)[] = [];
  for (let at: Visit | undefined = visit; at?.part !== undefined; at = at.parent)
    path.push(at.part);
  return path.toReversed();
}
