import { isDeepStrictEqual } from 'node:util';
import { AqeError } from '../../../errors.ts';
import { isRecord } from '../../values.ts';
import { type ConfigDocument, locate, parseText, readValue } from '../parse.ts';
import { findPair, formatPath } from '../span.ts';
import { applyEdits, type Edit } from '../splice.ts';
import type { MapNode, SourceNode } from '../tree.ts';
import { fillKey } from './fill.ts';
import { insertEntries, type Placement, placements } from './insert.ts';

/** A single value at a path of keys. */
export interface Setting {
  readonly path: readonly string[];
  readonly value: string | number | null;
}

/**
 * The document with other values at some paths: what is there is replaced, what is missing is added, and no other byte changes.
 * A value that is there already is left as it is written.
 * @throws AqeError CONFIG_INVALID where a path leads through an anchor, an alias, or something that is no map
 */
export function setValues(document: ConfigDocument, settings: readonly Setting[]): ConfigDocument {
  return settings.reduce(setValue, document);
}

function setValue(document: ConfigDocument, setting: Setting): ConfigDocument {
  const intended = valueWith(document.value, setting.path, setting.value);
  if (isDeepStrictEqual(intended, document.value)) return document;
  for (const placement of placements) {
    const text = applyEdits(document.text, editsFor(document, setting, placement));
    // The format's own parser has the last word on what the new text says.
    if (isDeepStrictEqual(readValue(text, document.format), intended)) {
      return parseText({ ...document, text });
    }
  }
  throw refused(document, setting, {
    offset: 0,
    why: 'cannot be set without changing something else',
  });
}

function editsFor(
  document: ConfigDocument,
  setting: Setting,
  placement: Placement,
): readonly Edit[] {
  const { path, value } = setting;
  let map = mapAt(document, setting, document.root);
  for (const [depth, key] of path.entries()) {
    const pair = findPair(document.text, map, key);
    const rest = path.slice(depth + 1);
    const target = { document, map, pairs: map.pairs };
    if (pair === undefined) {
      return insertEntries(target, [{ key, value: nested(rest, value) }], placement);
    }
    if (rest.length === 0) return [replacement(document, setting, pair.value)];
    if (isNothing(document, pair.value)) return fillKey(target, key, nested(rest, value));
    map = mapAt(document, setting, pair.value);
  }
  return [];
}

/** A map that no other place shares. */
function mapAt(document: ConfigDocument, setting: Setting, node: SourceNode | undefined): MapNode {
  if (node?.kind !== 'map' || node.anchor !== undefined) {
    throw refused(document, setting, {
      offset: node?.start ?? 0,
      why: 'leads through an alias, an anchor, or a value that is no map',
    });
  }
  return node;
}

function replacement(document: ConfigDocument, setting: Setting, node: SourceNode): Edit {
  if (node.kind !== 'scalar' || node.anchor !== undefined || node.style === 'block') {
    throw refused(document, setting, { offset: node.start, why: 'is no plain value' });
  }
  const text = document.format === 'json' ? JSON.stringify(setting.value) : `${setting.value}`;
  return { start: node.start, end: node.end, text: node.empty ? ` ${text}` : text };
}

function isNothing({ text }: ConfigDocument, node: SourceNode): boolean {
  if (node.kind !== 'scalar' || node.anchor !== undefined) return false;
  return node.empty || /^(?:null|Null|NULL|~)$/.test(text.slice(node.start, node.end));
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => ({ [key]: inner }), value);
}

function valueWith(value: unknown, path: readonly string[], replacementValue: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacementValue;
  const record = isRecord(value) ? value : {};
  return { ...record, [key]: valueWith(record[key], rest, replacementValue) };
}

/** Where it is, and why it cannot be set. */
interface Refusal {
  readonly offset: number;
  readonly why: string;
}

function refused(document: ConfigDocument, { path }: Setting, { offset, why }: Refusal): AqeError {
  return new AqeError('CONFIG_INVALID', `${formatPath(path)} ${why}`, {
    location: locate(document, offset),
    hint: 'Nothing was changed. Edit the file by hand; docs/config.md shows the keys.',
  });
}
