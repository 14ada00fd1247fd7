import type { ErrorObject } from 'ajv';
import type { Finding } from '../validate/finding.ts';
import { findingAt, findingAtKey } from '../validate/finding-at.ts';
import { instancePath } from './instance-path.ts';
import type { ConfigDocument } from '../document/parse.ts';
import { ownNodes } from '../document/span.ts';
import { meantValue } from './quoted-values.ts';
import type { ConfigVersion } from '../version-of.ts';
import { relevantErrors } from './relevant-errors.ts';
import { expectedKind } from './schema-keys.ts';
import { describeSchemaError } from './schema-message.ts';
import { schemaValidator } from './schema-validator.ts';
import { formsOf, type JsonSchema, schemaAt } from './schema.ts';
import { shippedKeyMeaning } from '../shipped-keys.ts';

/** What the schema of the file's version refuses, each with its place. */
export function schemaFindings(document: ConfigDocument, version: ConfigVersion): Finding[] {
  const validate = schemaValidator(version);
  if (validate(document.value)) return [];
  return relevantErrors(validate.errors ?? [])
    .filter((error) => !hasOwnRule(error, document, version))
    .map((error) => {
      const text = describeSchemaError(error, document.value, meantForm(error, document, version));
      return text.code === 'unknown-key' || text.code === 'missing-key'
        ? findingAtKey(document, text)
        : findingAt(document, text);
    });
}

/** Where several forms are allowed, the first one. */
function meantForm(
  error: ErrorObject,
  { value }: ConfigDocument,
  version: ConfigVersion,
): JsonSchema | undefined {
  const schema = schemaAt(instancePath(error.instancePath, value), version);
  const forms = schema === undefined ? [] : formsOf(schema);
  return forms.length > 1 ? forms[0] : undefined;
}

/** These have findings of their own, with a better explanation. */
function hasOwnRule(error: ErrorObject, document: ConfigDocument, version: ConfigVersion): boolean {
  const path = instancePath(error.instancePath, document.value);
  if (error.keyword === 'additionalProperties') {
    const key: unknown = Reflect.get(error.params, 'additionalProperty');
    return key === '<<' || shippedKeyMeaning([...path, String(key)]) !== undefined;
  }
  const kind = error.keyword === 'type' ? expectedKind(version, path) : undefined;
  return (
    kind !== undefined &&
    typeof error.data === 'string' &&
    meantValue(error.data, kind) !== undefined &&
    // That rule reads what is written; what an alias brings in is only seen here.
    ownNodes(document, path) !== undefined
  );
}
