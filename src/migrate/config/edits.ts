import type { ConfigDocument } from '../../config/document/parse.ts';
import { findPair, keyText, type Path, spanOf } from '../../config/document/span.ts';
import type { Edit } from '../../config/document/splice.ts';
import type { MapNode } from '../../config/document/tree.ts';
import { valueAt } from '../../config/values.ts';
import type { Entry } from '../../config/document/edits/entry.ts';
import type { Change } from './change.ts';
import { fillKey } from '../../config/document/edits/fill.ts';
import { insertEntries, type Placement, type Target } from '../../config/document/edits/insert.ts';
import { removeKey } from './remove.ts';
import { looksSecret, secretsOf } from './secrets.ts';

interface Where {
  readonly document: ConfigDocument;
  readonly root: MapNode;
  readonly placement: Placement;
}

/** Turns changes of values into edits of the text. All positions are those of the given document. */
export function editsFor(where: Where, changes: readonly Change[]): Edit[] {
  const { document, root, placement } = where;
  const removed = new Set(
    changes.map((change) => (change.kind === 'remove' ? change.key : undefined)),
  );
  const target: Target = {
    document,
    map: root,
    pairs: root.pairs.filter(({ key }) => !removed.has(keyText(document.text, key))),
  };
  // The new keys of the root go in together, so that their order and the blank lines between them are ours.
  const forRoot = changes.flatMap((change) =>
    change.kind === 'add' && change.at === undefined ? change.entries : [],
  );
  // A flow map gets no comments (JSON has none), so there the order tells an undo that an `ai` block is missing.
  const ordered = root.flow && removed.has('ai') ? forRoot.toReversed() : forRoot;
  return [
    ...distinct(changes.flatMap((change) => editsOf(where, target, change))),
    ...(ordered.length === 0 ? [] : insertEntries(target, ordered, placement)),
  ];
}

/** Two changes may be the same edit: what an alias repeats is written once. */
function distinct(edits: readonly Edit[]): Edit[] {
  return [
    ...new Map(edits.map((edit) => [`${edit.start}:${edit.end}:${edit.text}`, edit])).values(),
  ];
}

function editsOf(where: Where, target: Target, change: Change): Edit[] {
  switch (change.kind) {
    case 'add': {
      return change.at === undefined ? [] : addTo(where, change.at, change.entries);
    }
    case 'fill': {
      return fillKey(target, change.key, change.value);
    }
    case 'remove': {
      return removalOf(where.document, change.key);
    }
    case 'number': {
      const at = spanOf(where.document, change.path)?.value;
      return at === undefined ? [] : [{ start: at.start, end: at.end, text: change.text }];
    }
    case 'word': {
      return wordAt(where.document, change);
    }
  }
}

/** In the quotation marks that are there. */
function wordAt(
  document: ConfigDocument,
  { path, text }: { readonly path: Path; readonly text: string },
): Edit[] {
  const at = spanOf(document, path)?.value;
  if (at?.kind !== 'scalar') return [];
  const mark = { plain: '', block: '', single: "'", double: '"' }[at.style];
  return [{ start: at.start, end: at.end, text: `${mark}${text}${mark}` }];
}

function addTo(
  { document, root, placement }: Where,
  key: string,
  entries: readonly Entry[],
): Edit[] {
  const map = findPair(document.text, root, key)?.value;
  return map?.kind === 'map'
    ? insertEntries({ document, map, pairs: map.pairs }, entries, placement)
    : [];
}

function removalOf(document: ConfigDocument, key: string): Edit[] {
  const secrets = secretsOf(valueAt(document.value, [key]));
  const removal = removeKey(document, key, (comment) => looksSecret(comment, secrets));
  return removal === undefined ? [] : [removal.edit];
}
