import { defaultAgents } from './default-agents.ts';
import { expandItems } from '../schema/expand-items.ts';
import { flatten } from './flatten.ts';
import { type EffectiveInput, fromFile, sourceOf } from './layers.ts';
import type { LeafKey } from '../schema/leaf-keys.ts';
import type { Known } from './origin.ts';
import type { ConfigDocument } from '../document/parse.ts';
import { ANY_ITEM, hasWildcard } from '../schema/schema-nodes.ts';
import { formatPath, type Path, spanOf } from '../document/span.ts';
import { isRecord, valueAt } from '../values.ts';

/**
 * The values of one section: the keys of the schema, then what else is in the file, then what the
 * items of its lists leave to the defaults.
 */
export function sectionValues(
  section: string,
  keys: readonly LeafKey[],
  input: EffectiveInput,
): Known[] {
  const { document } = input;
  const inFile = valueAt(document?.value, [section]);
  if (section === 'agents' && !Array.isArray(inFile)) return defaultAgents(keys, inFile, input);
  const fixed = keys
    .filter((key) => !hasWildcard(key.path) && key.path.length > 1)
    .flatMap((key) => fixedValues(key, input));
  const known = new Set(fixed.map(({ path }) => formatPath(path)));
  const others = document === undefined ? [] : writtenValues(document, section);
  return [
    ...fixed,
    ...others.filter(({ path }) => !known.has(formatPath(path))),
    ...itemDefaults(keys, document?.value),
  ];
}

function fixedValues(key: LeafKey, input: EffectiveInput): Known[] {
  const { path } = key;
  const sourced = sourceOf({ path, key }, input);
  if (input.document === undefined || sourced.origin !== 'file' || sourced.note !== undefined) {
    return [{ path, key, sourced }];
  }
  return written(input.document, path, key);
}

/** 1.0.4 ignores a section that is no map; one that is empty has nothing to show. */
function writtenValues(document: ConfigDocument, section: string): Known[] {
  const value = valueAt(document.value, [section]);
  const filled = Array.isArray(value) || (isRecord(value) && Object.keys(value).length > 0);
  return filled ? written(document, [section], undefined) : [];
}

function written(document: ConfigDocument, at: Path, key: LeafKey | undefined): Known[] {
  const from = { path: at, value: valueAt(document.value, at), node: spanOf(document, at)?.value };
  return flatten(document, from).map(({ path, value, node }) => ({
    path,
    key,
    sourced: fromFile(document, node?.start ?? 0, value),
  }));
}

function itemDefaults(keys: readonly LeafKey[], value: unknown): Known[] {
  return keys
    .filter((key) => key.path.includes(ANY_ITEM) && key.default !== undefined)
    .flatMap((key) =>
      expandItems(key.path, value)
        .filter((path) => valueAt(value, path) === undefined)
        .map((path) => ({ path, key, sourced: { value: key.default, origin: 'default' } })),
    );
}
