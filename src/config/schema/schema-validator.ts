import { Ajv, type ValidateFunction } from 'ajv';
import { fleetSchema } from './schema.ts';
import type { ConfigVersion } from '../version-of.ts';

const validators = new Map<ConfigVersion, ValidateFunction>();

/**
 * The validator of a version's schema. The build replaces this module by one that is compiled ahead of
 * time: ajv would take longer than all the rest of a validation.
 */
export function schemaValidator(version: ConfigVersion): ValidateFunction {
  const known = validators.get(version);
  if (known !== undefined) return known;
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true });
  const validate = ajv.addVocabulary(['x-env', 'x-secret']).compile(fleetSchema(version));
  validators.set(version, validate);
  return validate;
}
