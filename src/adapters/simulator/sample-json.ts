import type { Random } from '../../core/random.ts';
import { type Fields, isFields } from './fields.ts';
import { integerBetween, pickOne } from './pick.ts';

/** Deeper than this only what is required is made, and deeper than twice this nothing. */
const depthLimit = 4;

/**
 * A value for a JSON Schema: types, enum, const, properties, items, bounds, anyOf and oneOf (the first one), allOf of objects, local $ref and common formats.
 * Patterns are not looked at.
 */
export function sampleJson(schema: unknown, random: Random): unknown {
  return new Sampler(isFields(schema) ? schema : {}, random).sample(schema, 0);
}

class Sampler {
  readonly #root: Fields;
  readonly #random: Random;

  constructor(root: Fields, random: Random) {
    this.#root = root;
    this.#random = random;
  }

  sample(given: unknown, depth: number): unknown {
    const schema = this.#resolve(given);
    if ('const' in schema) return schema['const'];
    if (Array.isArray(schema['enum'])) return pickOne(schema['enum'], this.#random);
    switch (typeOf(schema)) {
      case 'string':
        return this.#string(schema);
      case 'integer':
        return this.#number(schema, 1);
      case 'number':
        return this.#number(schema, 0.5);
      case 'boolean':
        return this.#random() < 0.5;
      case 'array':
        return this.#array(schema, depth);
      case 'null':
        return null;
      default:
        return this.#object(schema, depth);
    }
  }

  /** Follows references, takes the first of alternatives, and joins what must all hold. */
  #resolve(given: unknown, hops = 0): Fields {
    if (!isFields(given) || hops > 8) return {};
    const { $ref: reference, anyOf, oneOf, allOf, ...own } = given;
    const parts = [
      typeof reference === 'string' ? at(this.#root, reference) : undefined,
      Array.isArray(anyOf) ? anyOf[0] : undefined,
      Array.isArray(oneOf) ? oneOf[0] : undefined,
      ...(Array.isArray(allOf) ? allOf : []),
    ].filter((part) => part !== undefined);
    return parts.map((part) => this.#resolve(part, hops + 1)).reduce(merge, own);
  }

  #object(schema: Fields, depth: number): Fields {
    const properties = isFields(schema['properties']) ? schema['properties'] : {};
    const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
    const names = [...new Set([...Object.keys(properties), ...required])].filter(
      (name) => required.has(name) || (depth < depthLimit && this.#random() < 0.5),
    );
    if (depth > 2 * depthLimit) return {};
    return Object.fromEntries(
      names.map((name) => [name, this.sample(properties[name] ?? { type: 'string' }, depth + 1)]),
    );
  }

  #array(schema: Fields, depth: number): readonly unknown[] {
    const least = numberIn(schema, 'minItems') ?? (depth < depthLimit ? 1 : 0);
    const most = Math.max(least, Math.min(numberIn(schema, 'maxItems') ?? 3, least + 2));
    const length = depth > 2 * depthLimit ? 0 : integerBetween(least, most, this.#random);
    return Array.from({ length }, () =>
      this.sample(schema['items'] ?? { type: 'string' }, depth + 1),
    );
  }

  #string(schema: Fields): string {
    const format = formats.get(String(schema['format']));
    if (format !== undefined) return format;
    const words = Array.from({ length: 3 }, () => pickOne(sampleWords, this.#random));
    const text = words.join(' ');
    const least = numberIn(schema, 'minLength') ?? 0;
    return text
      .padEnd(least, ' more')
      .slice(0, numberIn(schema, 'maxLength') ?? text.length + least);
  }

  /** A multiple of the step inside of the bounds; the lower bound where there is none. */
  #number(schema: Fields, step: number): number {
    const unit = numberIn(schema, 'multipleOf') ?? step;
    const above = numberIn(schema, 'exclusiveMinimum');
    const below = numberIn(schema, 'exclusiveMaximum');
    const least = numberIn(schema, 'minimum') ?? (above === undefined ? 0 : above + unit);
    const most =
      numberIn(schema, 'maximum') ?? (below === undefined ? least + 20 * unit : below - unit);
    const from = Math.ceil(least / unit);
    return unit * integerBetween(from, Math.max(from, Math.floor(most / unit)), this.#random);
  }
}

const sampleWords = ['alpha', 'border', 'copper', 'delta', 'ember', 'falcon', 'grain', 'harbour'];

const formats: ReadonlyMap<string, string> = new Map([
  ['date', '2026-01-15'],
  ['date-time', '2026-01-15T09:30:00Z'],
  ['time', '09:30:00Z'],
  ['email', 'ada@example.com'],
  ['uri', 'https://example.com/'],
  ['uuid', '6f1c2a54-8d1e-4c3b-9b7a-2f5d0c9e4a11'],
  ['ipv4', '192.0.2.1'],
  ['hostname', 'example.com'],
]);

/** The first type that is not null; what the keywords say when no type is given. */
function typeOf(schema: Fields): string {
  const types: readonly unknown[] = [schema['type']].flat();
  const named = types.find((type) => type !== 'null') ?? types[0];
  if (typeof named === 'string') return named;
  return 'items' in schema ? 'array' : 'object';
}

function numberIn(schema: Fields, name: string): number | undefined {
  const value = schema[name];
  return typeof value === 'number' ? value : undefined;
}

/** What a local reference points at: `#/$defs/file`. */
function at(root: Fields, reference: string): unknown {
  let here: unknown = root;
  for (const step of reference.split('/').slice(1)) {
    here = isFields(here) ? here[step.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return here;
}

function merge(one: Fields, other: Fields): Fields {
  const both = { ...one, ...other };
  const properties = [one, other].map((schema) => schema['properties']).filter(isFields);
  const required = [one, other].flatMap((schema) => schema['required'] ?? []);
  return {
    ...both,
    ...(properties.length === 0 ? {} : { properties: Object.assign({}, ...properties) }),
    ...(required.length === 0 ? {} : { required }),
  };
}
