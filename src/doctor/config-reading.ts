import type { Severity } from '../config/validate/finding.ts';
import { MAX_CONFIG_BYTES } from '../config/document/parse.ts';
import {
  validateConfig,
  type ValidateOptions,
  type Validation,
} from '../config/validate/validate.ts';
import type { Files } from '../core/ports.ts';
import { AqeError } from '../errors.ts';

/** The configuration, or why there is none; read once for all checks. */
export type ConfigReading =
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly value: unknown;
      readonly version: string;
      readonly errors: number;
      readonly warnings: number;
    }
  | { readonly kind: 'failed'; readonly path: string; readonly error: AqeError };

/** Reads and validates the configuration at a path. */
export async function readConfig(
  path: string,
  files: Pick<Files, 'read'>,
  options: ValidateOptions,
): Promise<ConfigReading> {
  try {
    const bytes = await files.read(path, MAX_CONFIG_BYTES);
    return readingOf(path, await validateConfig(bytes, path, options));
  } catch (error) {
    if (!(error instanceof AqeError)) throw error;
    return { kind: 'failed', path, error };
  }
}

function readingOf(path: string, { document, version, findings }: Validation): ConfigReading {
  if (document === undefined || version === undefined) {
    const [first] = findings;
    const error = new AqeError('CONFIG_SYNTAX', first?.message ?? 'it cannot be parsed', {
      location: first?.location,
      hint: first?.hint,
    });
    return { kind: 'failed', path, error };
  }
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    kind: 'read',
    path,
    value: document.value,
    version,
    errors: count('error'),
    warnings: count('warning'),
  };
}
