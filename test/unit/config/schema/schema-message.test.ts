import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { relevantErrors } from '../../../../src/config/schema/relevant-errors.ts';
import { describeSchemaError } from '../../../../src/config/schema/schema-message.ts';

/** What is said of a value that a schema refuses. */
function complaints(schema: object, value: unknown): string[] {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
  const validate = ajv.compile({ properties: { a: schema } });
  validate({ a: value });
  return relevantErrors(validate.errors ?? []).map((error) => {
    const { code, message } = describeSchemaError(error, { a: value });
    return `${code}: ${message}`;
  });
}

describe(describeSchemaError, () => {
  it.each([
    [{ type: 'number' }, 'x', ['wrong-type: a must be a number, not a text']],
    [{ type: ['number', 'null'] }, [], ['wrong-type: a must be a number or nothing, not a list']],
    [{ type: 'array' }, null, ['wrong-type: a must be a list, not nothing']],
    [{ type: 'object' }, true, ['wrong-type: a must be a map, not true']],
    [{ enum: ['x', 'y', 'z'] }, 'w', ['wrong-value: a must be one of x, y or z']],
    [{ const: 1 }, 2, ['wrong-value: a must be 1']],
    [{ minimum: 1 }, 0, ['out-of-range: a must be at least 1, not 0']],
    [{ exclusiveMaximum: 1 }, 1, ['out-of-range: a must be below 1, not 1']],
    [{ minItems: 1 }, [], ['out-of-range: a must not be empty']],
    [{ items: { required: ['type'] } }, [{}], ['missing-key: a[0] has no type']],
    [
      { properties: {}, additionalProperties: false },
      { b: 1 },
      ['unknown-key: a.b is not a known key'],
    ],
    [{ pattern: '^x$', examples: ['x'] }, 'y', ['wrong-value: a must be a text like "x"']],
    [{ pattern: '^x$' }, 'y', ['wrong-value: a is not allowed']],
    [{ not: { const: 0 } }, 0, ['wrong-value: a is not allowed']],
    [
      { anyOf: [{ type: 'array', minItems: 1 }, { type: 'object' }] },
      [],
      ['out-of-range: a must not be empty'],
    ],
    [
      { anyOf: [{ type: 'array' }, { type: 'object' }] },
      'x',
      ['wrong-type: a must be a list or a map, not a text'],
    ],
    [
      {
        anyOf: [
          { items: { anyOf: [{ type: 'string' }, { type: 'number', minimum: 1 }] }, type: 'array' },
          { type: 'null' },
        ],
      },
      [0, 1, true],
      [
        'out-of-range: a[0] must be at least 1, not 0',
        'wrong-type: a[2] must be a text or a number, not true',
      ],
    ],
  ])('%j refuses %j', (schema, value, expected) => {
    expect(complaints(schema, value)).toEqual(expected);
  });
});
