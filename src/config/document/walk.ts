import type { SourceNode } from './tree.ts';

/** Every node of a tree, parents before children; depth costs no stack. The order of siblings is not defined. */
export function* nodesOf(root: SourceNode | undefined): Generator<SourceNode> {
  const stack: SourceNode[] = root === undefined ? [] : [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if (node.kind === 'seq') for (const item of node.items) stack.push(item);
    if (node.kind === 'map') for (const { key, value } of node.pairs) stack.push(key, value);
  }
}
