import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { sampleJson } from '../../../../src/adapters/simulator/sample-json.ts';
import { seededRandom } from '../../../../src/core/random.ts';

const schemas = {
  'a string between lengths': { type: 'string', minLength: 30, maxLength: 40 },
  'a short string': { type: 'string', maxLength: 3 },
  'an integer inside of bounds': { type: 'integer', exclusiveMinimum: -5, exclusiveMaximum: 3 },
  'a multiple': { type: 'integer', minimum: 11, multipleOf: 5 },
  'a number': { type: 'number', minimum: 0.5, maximum: 1.5 },
  'one of some values': { enum: ['a', 1, null] },
  'a constant': { const: { a: 1 } },
  'a list of booleans': { type: 'array', items: { type: 'boolean' }, minItems: 1, maxItems: 2 },
  'a list without a type': { items: { type: 'null' } },
  'the first of alternatives': {
    anyOf: [{ type: 'object', required: ['a'] }, { type: 'string' }],
  },
  'all of several': {
    allOf: [
      { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
      { type: 'object', properties: { b: { type: 'string' } }, required: ['b'] },
    ],
  },
  'a reference': {
    type: 'object',
    required: ['files'],
    properties: { files: { type: 'array', items: { $ref: '#/$defs/file' } } },
    $defs: {
      file: {
        type: 'object',
        required: ['path', 'content'],
        properties: { path: { type: 'string' }, content: { type: ['null', 'string'] } },
        additionalProperties: false,
      },
    },
  },
  'a tree that refers to itself': {
    $ref: '#/$defs/node',
    $defs: {
      node: {
        type: 'object',
        required: ['children'],
        properties: { children: { type: 'array', items: { $ref: '#/$defs/node' } } },
      },
    },
  },
  anything: {},
} as const;

describe(sampleJson, () => {
  it.each(Object.entries(schemas))('makes %s', (_name, schema) => {
    const validate = new Ajv2020({ strict: false }).compile(schema);
    for (let seed = 0; seed < 50; seed += 1) {
      const value = sampleJson(schema, seededRandom(seed));
      expect(validate(value), JSON.stringify(value)).toBe(true);
    }
  });

  it('is the same for the same numbers, and varies with them', () => {
    const values = [1, 1, 2].map((seed) =>
      JSON.stringify(sampleJson(schemas['a reference'], seededRandom(seed))),
    );
    expect(values[1]).toBe(values[0]);
    expect(values[2]).not.toBe(values[0]);
  });

  it('knows formats', () => {
    const value = sampleJson({ type: 'string', format: 'uuid' }, seededRandom(1));
    expect(value).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it.each([true, null, { $ref: '#/$defs/absent' }, { $ref: '#' }])(
    'makes an object of what it does not understand: %j',
    (schema) => {
      expect(sampleJson(schema, seededRandom(1))).toEqual({});
    },
  );
});
