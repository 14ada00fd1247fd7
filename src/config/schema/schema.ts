import { readFileSync } from 'node:fs';
import type { Path } from '../document/span.ts';
import { isRecord } from '../values.ts';
import type { ConfigVersion } from '../version-of.ts';

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const loaded = new Map<ConfigVersion, JsonSchema>();

/** The published schema of a fleet configuration: the one source of keys, defaults and variables. */
export function fleetSchema(version: ConfigVersion): JsonSchema {
  const known = loaded.get(version);
  if (known !== undefined) return known;
  // src/config and dist/config are equally deep, so this holds in the package too.
  const file = new URL(`../../../schemas/fleet-${version}.schema.json`, import.meta.url);
  const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isRecord(schema)) throw new TypeError(`${file.href} is not a schema`);
  loaded.set(version, schema);
  return schema;
}

/** The schema of a key. Where several forms are allowed, the first one that has the key. */
export function schemaAt(path: Path, version: ConfigVersion): JsonSchema | undefined {
  let schema: JsonSchema | undefined = fleetSchema(version);
  for (const part of path) schema = schema === undefined ? undefined : childOf(schema, part);
  return schema;
}

/** The keys that the schema names at a path; none for lists and free maps. */
export function knownKeysAt(path: Path, version: ConfigVersion): readonly string[] {
  const schema = schemaAt(path, version);
  return schema === undefined
    ? []
    : formsOf(schema).flatMap((form) => Object.keys(propertiesOf(form)));
}

/** The forms that a value may have: the alternatives of an `anyOf`, or the schema itself. */
export function formsOf(schema: JsonSchema): readonly JsonSchema[] {
  const forms = schema['anyOf'];
  return Array.isArray(forms) ? forms.filter(isRecord) : [schema];
}

/** The keys that a form names, with their schemas. */
export function propertiesOf(form: JsonSchema): Readonly<Record<string, unknown>> {
  const properties = form['properties'];
  return isRecord(properties) ? properties : {};
}

function childOf(schema: JsonSchema, part: string | number): JsonSchema | undefined {
  return formsOf(schema)
    .map((form) => childOfForm(form, part))
    .find(isRecord);
}

function childOfForm(form: JsonSchema, part: string | number): unknown {
  if (typeof part === 'number') return form['items'];
  const properties = propertiesOf(form);
  return Object.hasOwn(properties, part) ? properties[part] : form['additionalProperties'];
}
