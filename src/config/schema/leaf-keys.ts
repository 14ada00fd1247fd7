import { formsOf, type JsonSchema } from './schema.ts';
import { environmentNodes, schemaNodes } from './schema-nodes.ts';
import type { ConfigVersion } from '../version-of.ts';

/** What a value is. `any`: the schema does not say. */
type LeafType = 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string' | 'any';

/** A key with a value of its own, or a list with a default. */
export interface LeafKey {
  /** Keys from the root on; `[]` for every item of a list, `*` for every key of a map. */
  readonly path: readonly string[];
  readonly type: LeafType;
  /** Undefined when there is none. */
  readonly default: unknown;
  /** A value that could stand there. */
  readonly example: unknown;
  /** The environment variables, usually one; for a list, one for each item of its default. */
  readonly env: readonly string[];
  /** Whether the value must not be shown. */
  readonly secret: boolean;
  /** Whether it has no effect. */
  readonly deprecated: boolean;
  readonly title: string;
  readonly description: string;
  readonly schema: JsonSchema;
}

/** All keys with values, in the order of the schema. */
export function leafKeys(version: ConfigVersion): readonly LeafKey[] {
  return schemaNodes(version)
    .filter(({ leaf, schema }) => leaf || schema['default'] !== undefined)
    .map(({ pattern, schema, deprecated }) => describeKey(pattern, schema, deprecated));
}

/** The settings that are environment variables only, by their names. */
export function environmentKeys(version: ConfigVersion): readonly LeafKey[] {
  return environmentNodes(version).map(({ pattern, schema }) =>
    describeKey(pattern, schema, false),
  );
}

function describeKey(path: readonly string[], schema: JsonSchema, deprecated: boolean): LeafKey {
  const env = schema['x-env'];
  return {
    path,
    type: typeOf(schema),
    default: schema['default'],
    example: exampleOf(schema),
    env: (Array.isArray(env) ? env : [env]).filter((name) => typeof name === 'string'),
    secret: schema['x-secret'] === true,
    deprecated,
    title: String(schema['title']),
    description: String(schema['description']),
    schema,
  };
}

/** 1.0.4 takes more than the type that is meant: that one comes first, or shows in the default or the example. */
function typeOf(schema: JsonSchema): LeafType {
  const [form] = formsOf(schema);
  const sample = schema['default'] ?? exampleOf(schema);
  const type = form?.['type'] ?? (Array.isArray(sample) ? 'array' : typeof sample);
  return isLeafType(type) ? type : 'any';
}

function exampleOf(schema: JsonSchema): unknown {
  const examples = schema['examples'];
  return Array.isArray(examples) ? examples[0] : undefined;
}

function isLeafType(type: unknown): type is LeafType {
  const types: readonly unknown[] = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
  return types.includes(type);
}
