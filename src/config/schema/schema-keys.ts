import { formsOf, schemaAt } from './schema.ts';
import { schemaNodes } from './schema-nodes.ts';
import type { Path } from '../document/span.ts';
import type { ConfigVersion } from '../version-of.ts';

/** The default of a key, when it has one. */
export function defaultAt(version: ConfigVersion, path: Path): unknown {
  return schemaAt(path, version)?.['default'];
}

/** Whether a key is meant to hold a number or a boolean, also where 1.0.4 lets texts pass. */
export function expectedKind(version: ConfigVersion, path: Path): 'number' | 'boolean' | undefined {
  const schema = schemaAt(path, version);
  if (schema === undefined) return undefined;
  const preset = typeof schema['default'];
  if (preset === 'number' || preset === 'boolean') return preset;
  // Of several forms the first one is meant.
  const type = formsOf(schema)[0]?.['type'];
  if (type === 'integer') return 'number';
  return type === 'number' || type === 'boolean' ? type : undefined;
}

/** A key that holds a secret, and the environment variable that takes its place. */
export interface SecretKey {
  readonly path: Path;
  readonly env: string | undefined;
}

/** Every key that is made for a secret. */
export function secretKeys(version: ConfigVersion): SecretKey[] {
  return schemaNodes(version).flatMap(({ pattern, schema }) => {
    const env = schema['x-env'];
    if (schema['x-secret'] !== true) return [];
    return [{ path: pattern, env: typeof env === 'string' ? env : undefined }];
  });
}
