import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { isRecord } from '../../src/config/values.ts';

/** The folder with the published schemas. */
export const schemasFolder: string = join(import.meta.dirname, '../../schemas');

/**
 * Compiles a schema of draft 07 or 2020-12 in strict mode. Ours beyond the drafts: `x-env`, the environment
 * variable of a key, and `x-secret`.
 */
export function compileStrictly(schema: Readonly<Record<string, unknown>>): ValidateFunction {
  const draft07 = String(schema['$schema']).includes('draft-07');
  const options = { strict: true, allErrors: true };
  const ajv = draft07 ? new Ajv(options) : new Ajv2020(options);
  return ajv.addVocabulary(['x-env', 'x-secret']).compile(schema);
}

/** The schema of this name in {@link schemasFolder}. */
export function readSchema(name: string): Readonly<Record<string, unknown>> {
  const schema: unknown = JSON.parse(
    readFileSync(join(schemasFolder, `${name}.schema.json`), 'utf8'),
  );
  if (!isRecord(schema)) throw new Error(`${name} is no schema`);
  return schema;
}

/** Asserts that a command's `--json` output is one JSON value of its published schema; gives the value. */
export function expectJson(stdout: string, schema: string): unknown {
  const value: unknown = JSON.parse(stdout);
  const validate = compileStrictly(readSchema(schema));
  validate(value);
  expect(validate.errors).toBeNull();
  return value;
}
