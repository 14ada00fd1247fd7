import { fleetSchema, formsOf, type JsonSchema, propertiesOf } from './schema.ts';
import { isRecord, valueAt } from '../values.ts';
import type { ConfigVersion } from '../version-of.ts';

/** Stands in a pattern for every item of a list. */
export const ANY_ITEM = '[]';
/** Stands in a pattern for every key of a map. */
const ANY_KEY = '*';

/** A key that the schema describes. */
export interface SchemaNode {
  /** Keys from the root on, with {@link ANY_ITEM} and {@link ANY_KEY}. */
  readonly pattern: readonly string[];
  readonly schema: JsonSchema;
  /** False for maps and lists whose parts are nodes of their own. */
  readonly leaf: boolean;
  /** The key, or one above it, has no effect. */
  readonly deprecated: boolean;
}

/** Every key of the file, parents before children, in the order of the schema. */
export function schemaNodes(version: ConfigVersion): readonly SchemaNode[] {
  return nodesBelow(fleetSchema(version));
}

/** Every setting that is an environment variable and has no key in the file. */
export function environmentNodes(version: ConfigVersion): readonly SchemaNode[] {
  const environment = valueAt(fleetSchema(version), ['definitions', 'environment']);
  return isRecord(environment) ? nodesBelow(environment) : [];
}

function nodesBelow(schema: JsonSchema): readonly SchemaNode[] {
  return below({ pattern: [], schema, deprecated: false }).slice(1);
}

/** True for a pattern that stands for any number of paths. */
export function hasWildcard(pattern: readonly string[]): boolean {
  return pattern.includes(ANY_ITEM) || pattern.includes(ANY_KEY);
}

/** `routing.models[].name` */
export function formatPattern(pattern: readonly string[]): string {
  return pattern.join('.').replaceAll(`.${ANY_ITEM}`, ANY_ITEM);
}

function below(node: Omit<SchemaNode, 'leaf'>): SchemaNode[] {
  const deprecated = node.deprecated || node.schema['deprecated'] === true;
  const children = childrenOf(node.schema).flatMap(([part, schema]) =>
    below({ pattern: [...node.pattern, part], schema, deprecated }),
  );
  return [{ ...node, deprecated, leaf: children.length === 0 }, ...children];
}

function childrenOf(schema: JsonSchema): [string, JsonSchema][] {
  return formsOf(schema).flatMap((form) => {
    const parts = Object.entries(propertiesOf(form));
    const { items, additionalProperties } = form;
    // A list of plain values has no keys below it.
    if (isRecord(items) && childrenOf(items).length > 0) parts.push([ANY_ITEM, items]);
    parts.push([ANY_KEY, additionalProperties]);
    return parts.flatMap(([part, child]): [string, JsonSchema][] =>
      isRecord(child) ? [[part, child]] : [],
    );
  });
}
